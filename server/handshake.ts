import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf, type Trust } from './address.ts';
import { Crowd } from './crowd.ts';
import type { Observer } from './observer.ts';

/**
 * How long somebody may take until they have said what they want, in ms: who connects and says
 * nothing, or a byte now and then, keeps a place from others.
 */
export const handshakeTimes = {
  /** TLS. */
  handshakeTimeout: 10_000,
  /** The head of a request, counted from the connection on, and the whole of it; no body is read. */
  headersTimeout: 10_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
} as const;

interface Places {
  readonly maxConnections: number;
  readonly maxPerAddress: number;
  readonly trust: Trust;
  readonly observer: Observer;
  /** Who reads nothing of an answer for so long is cut off, in ms. */
  readonly readsWithin?: number;
}

/**
 * Limits the connections themselves, whatever comes by them; a phone may have two, one of them for
 * its page. Those of a proxy are its own business.
 */
export function limitConnections(
  server: Server,
  { maxConnections, maxPerAddress, trust, observer, readsWithin = 60_000 }: Places,
): void {
  const connections = new Crowd(withPages(maxPerAddress));
  server.maxConnections = withPages(maxConnections);
  server.on('drop', () => observer.refused('connections'));
  server.on('request', (_request, response) => response.setTimeout(readsWithin));
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (trust(address, 0)) return;
    const network = networkOf(address);
    if (!connections.hasRoom(network)) {
      observer.refused('connections');
      socket.destroy();
      return;
    }
    connections.enter(network);
    socket.on('close', () => connections.leave(network));
  });
}

/** A hundred more, for whoever only wants to know how the server is. */
function withPages(phones: number): number {
  return 2 * phones + 100;
}
