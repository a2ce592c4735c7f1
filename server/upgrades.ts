import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => void | Promise<void>;

/** Who was turned away may take so long to read why and to close, in ms. */
const closesWithin = 10_000;

/** Sends each WebSocket request to whoever serves its path; the others get a 404. */
export function dispatchUpgrades(server: Server, paths: Readonly<Record<string, Upgrade>>): void {
  const upgrades = new Map(Object.entries(paths));
  server.on('upgrade', (request, socket, head) => {
    // A connection that breaks now has nobody else to listen to its error.
    socket.on('error', destroy);
    const upgrade = upgrades.get(pathOf(request.url ?? ''));
    // Both servers of Node.js, with TLS and without, have sockets of the network.
    if (upgrade) void upgrade(request, socket as Socket, head);
    else turnAway(socket as Socket, 404);
  });
}

/** Answers a WebSocket request with that HTTP status, and closes. */
export function turnAway(socket: Socket, status: number, within = closesWithin): void {
  const reason = STATUS_CODES[status] ?? '';
  // Not the socket's own timeout, which begins anew with every byte that comes.
  const cut = setTimeout(() => socket.destroy(), within).unref();
  socket.once('close', () => clearTimeout(cut));
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Before somebody takes the socket who listens to its errors, too. */
export function handOver(socket: Socket): void {
  socket.off('error', destroy);
}

function destroy(this: Duplex): void {
  this.destroy();
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}
