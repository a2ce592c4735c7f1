import type { Express } from 'express';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { ExpressPeerServer } from 'peer';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from './log.ts';
import { Seats } from './seats.ts';
import { SignOns, type Refusal } from './sign-on.ts';

/** The path of PeerServer's WebSocket, for a client with `path: '/broker'`. */
export const brokerPath = '/broker/peerjs';

const goingAway = 1001;
const maxFrame = 64 * 1024;
/** A dead client holds its ID for at most two of these; each wakes the phone. In ms. */
const pingEvery = 20_000;
/** What PeerJS takes for an ID; anything longer than 64 is nobody's. */
const validId = /^(?=.{1,64}$)[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/;

export interface Broker {
  /** PeerServer's HTTP side; its WebSocket starts to work once this is mounted. */
  readonly app: Express;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Whether a client of this ID is signed on. */
  isHere(id: string): boolean;
  /** Closes all sockets with the code 1001; those that don't answer within `grace` ms are cut. */
  close(grace: number): Promise<void>;
}

export interface BrokerOptions {
  /** The name by which phones reach it, as in a URL; null takes any. */
  readonly host: string | null;
  readonly allowGuests: boolean;
  readonly maxConnections: number;
  readonly log: Log;
}

/**
 * PeerServer behind a door of our own: it sees only well-formed messages, and one socket per ID,
 * whose owner has proved that it is theirs.
 */
export function createBroker(
  server: Server,
  { host, allowGuests, maxConnections, log }: BrokerOptions,
): Broker {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrame });
  let dropped = 0;
  const seats = new Seats(
    (socket, request) => sockets.emit('connection', socket, request),
    () => log.debug({ dropped: ++dropped }, 'Dropped a message that is none'),
  );

  const signOns = new SignOns({ host, allowGuests });

  const app = ExpressPeerServer(server, {
    path: '/',
    key: 'peerjs',
    // Somebody who is not there is reported within 3.3 s, counted from the first message.
    expire_timeout: 3000,
    cleanup_out_msgs: 250,
    concurrent_limit: maxConnections,
    createWebSocketServer: () => sockets,
  });
  app.disable('x-powered-by');
  app.on('error', (error: Error) => log.debug({ err: error }, 'A socket of the broker failed'));

  const pings = setInterval(() => seats.ping(), pingEvery).unref();
  let closing = false;

  return {
    // PeerServer brings types of another Express; mounting is all that happens to it.
    app: app as unknown as Express,
    upgrade(request, socket, head) {
      if (closing) {
        socket.destroy();
        return;
      }
      sockets.handleUpgrade(request, socket, head, (raw) => {
        admit(seats, signOns, raw, request, log);
      });
    },
    isHere: (id) => seats.has(id),
    async close(grace) {
      closing = true;
      clearInterval(pings);
      const closed = new Promise<void>((resolve) => sockets.close(() => resolve()));
      for (const client of sockets.clients) {
        client.resume();
        client.close(goingAway, 'The server is stopping');
      }
      const cut = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, grace);
      await closed;
      clearTimeout(cut);
    },
  };
}

function admit(
  seats: Seats,
  signOns: SignOns,
  raw: WebSocket,
  request: IncomingMessage,
  log: Log,
): void {
  // A socket without this listener takes the process with it when a frame is too long.
  raw.on('error', (error) => log.debug({ err: error }, 'A socket of the broker failed'));
  const query = new URL(request.url ?? '/', 'http://broker').searchParams;
  const id = query.get('id') ?? '';
  const token = query.get('token') ?? '';
  if (query.get('key') !== 'peerjs') return refuse(raw, { msg: 'Invalid key provided' });
  if (!validId.test(id) || token === '' || token.length > 2048) {
    return refuse(raw, { msg: 'No id, token, or key supplied to websocket server' });
  }
  const claim = signOns.check(id, token, request.headers.host ?? '');
  if (claim.kind === 'refused') return refuse(raw, claim.refusal);
  // PeerServer reads the query again, and of an ID that stands there twice it takes the other one.
  request.url = `${brokerPath}?${new URLSearchParams({ key: 'peerjs', id, token }).toString()}`;
  seats.admit(id, claim, raw, request);
}

function refuse(raw: WebSocket, why: Refusal | { readonly msg: string }): void {
  raw.send(JSON.stringify({ type: 'ERROR', payload: why }));
  raw.close();
}
