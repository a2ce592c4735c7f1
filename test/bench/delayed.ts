import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server on which every byte takes `ms` longer, in both directions; CDP delays no WebSocket. */
export async function delayed(
  port: number,
  ms: number,
): Promise<{ readonly url: string; stop(): void }> {
  const sockets = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      // Timers of one length go off in their order.
      from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), ms));
      from.on('end', () => setTimeout(() => to.end(), ms));
      from.on('error', () => to.destroy());
      from.on('close', () => sockets.delete(from));
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(proxy.address() as AddressInfo).port}`,
    stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
