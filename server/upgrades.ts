import { ServerResponse, STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => void | Promise<void>;

/** Who was turned away may take so long to read why and to close, in ms. */
const closesWithin = 10_000;
/** The same for who was answered though they asked for a protocol that is not spoken here, in ms. */
const readsWithin = 60_000;

/**
 * Sends each WebSocket request to whoever serves its path; the others get a 404. What asks for another
 * protocol, such as HTTP/2, is a request like any other (RFC 9110, section 7.8).
 */
export function dispatchUpgrades(server: Server, paths: Readonly<Record<string, Upgrade>>): void {
  const upgrades = new Map(Object.entries(paths));
  server.on('upgrade', (request, socket, head) => {
    // A connection that breaks now has nobody else to listen to its error.
    socket.on('error', destroy);
    const upgrade = upgrades.get(pathOf(request.url ?? ''));
    // Both servers of Node.js, with TLS and without, have sockets of the network.
    if (!isWebSocket(request)) answerAnyway(server, request, socket as Socket);
    else if (upgrade) void upgrade(request, socket as Socket, head);
    else turnAway(socket as Socket, 404);
  });
}

function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Node.js reads nothing more from such a socket, so this is its last answer. */
function answerAnyway(server: Server, request: IncomingMessage, socket: Socket): void {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  socket.resume();
  cutAfter(socket, readsWithin);
  server.emit('request', request, response);
}

/** Answers a WebSocket request with that HTTP status, and closes. */
export function turnAway(socket: Socket, status: number, within = closesWithin): void {
  const reason = STATUS_CODES[status] ?? '';
  cutAfter(socket, within);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Not by the socket's own timeout, which begins anew with every byte that comes. */
function cutAfter(socket: Socket, ms: number): void {
  const cut = setTimeout(() => socket.destroy(), ms).unref();
  socket.once('close', () => clearTimeout(cut));
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
