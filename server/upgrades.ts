import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

/** Sends each WebSocket request to whoever serves its path; the others get a 404. */
export function dispatchUpgrades(server: Server, paths: Readonly<Record<string, Upgrade>>): void {
  const upgrades = new Map(Object.entries(paths));
  server.on('upgrade', (request, socket, head) => {
    // A connection that breaks now has nobody else to listen to its error.
    socket.on('error', destroy);
    const upgrade = upgrades.get(pathOf(request.url ?? ''));
    if (upgrade) void upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}

function destroy(this: Duplex): void {
  this.destroy();
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}
