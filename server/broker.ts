import type { Express } from 'express';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressPeerServer } from 'peer';
import { WebSocketServer } from 'ws';
import { BrokerSocket, goingAway, maxFrame, type Lobby } from './broker-socket.ts';
import { alone, type Cluster } from './cluster.ts';
import { openDoor, type Door, type Refused, type Visit } from './door.ts';
import { Drain } from './drain.ts';
import type { Log } from './log.ts';
import { nobodyWatches, type Observer } from './observer.ts';
import { readSignOn } from './sign-on-request.ts';
import { TokenVerifier } from './sign-on.ts';
import { Switchboard } from './switchboard.ts';
import { handOver, turnAway } from './upgrades.ts';

/** The path of the broker's WebSocket, for a client with `path: '/broker'`. */
export const brokerPath = '/broker/peerjs';

/** Longer ones are not read at all; those in between are, so that their sender can be told. */
const maxRead = 2 * maxFrame;
/** Parts of a message that is not complete: each takes more memory than it says. */
const maxParts = 1_024;
/** What ws says of either when it closes by itself; there is no way to tell the sender then. */
const unread = new Set([
  'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH',
  'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH',
  'WS_ERR_TOO_MANY_BUFFERED_PARTS',
]);
/** A phone that was sent away has the time to read why, in ms. */
const closesWithin = 5_000;

/** Apart, because the types of ws don't know all of them. */
const socketOptions = {
  noServer: true,
  maxPayload: maxRead,
  maxFragments: maxParts,
  maxBufferedChunks: maxParts,
  closeTimeout: closesWithin,
  WebSocket: BrokerSocket,
  // Each would add a closure to every one of them.
  clientTracking: false,
  autoPong: false,
};

export interface Broker {
  /** PeerServer's HTTP side. */
  readonly app: Express;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void>;
  /** Whether a client of this ID is signed on. */
  has(id: string): Promise<boolean>;
  /** Why only those who are signed on at this server can be reached; null as long as all can. */
  readonly trouble: string | null;
  /** Asks all clients, one by one over 10 s, to sign on at another server; resolves when all were. */
  drain(): Promise<void>;
  /** Closes all sockets with the code 1001; those that don't answer within `grace` ms are cut. */
  close(grace: number): Promise<void>;
}

export interface BrokerOptions {
  /** The name by which phones reach it, as in a URL; null takes any. */
  readonly host: string | null;
  readonly allowGuests: boolean;
  readonly maxConnections: number;
  readonly log: Log;
  readonly cluster?: Cluster;
  readonly door?: Door;
  readonly observer?: Observer;
}

/** A broker as PeerJS knows it, for clients who prove that their ID is theirs. */
export function createBroker(
  server: Server,
  {
    host,
    allowGuests,
    maxConnections,
    log,
    cluster = alone,
    door = openDoor,
    observer = nobodyWatches,
  }: BrokerOptions,
): Broker {
  const sockets = new WebSocketServer<typeof BrokerSocket>(socketOptions);
  const lobby: Lobby = { observer, clients: new Set() };
  const switchboard = new Switchboard({ maxSeats: maxConnections, observer, cluster });
  const tokens = new TokenVerifier({ host, allowGuests });
  let drain: Drain | null = null;
  let closing = false;
  const failed = (error: NodeJS.ErrnoException) => {
    if (unread.has(error.code ?? '')) observer.refused('frame');
    log.debug({ err: error }, 'A socket of the broker failed');
  };

  function admit(socket: BrokerSocket, visit: Visit, request: IncomingMessage): void {
    const asked = readSignOn(request);
    if ('code' in asked) return refuse(socket, asked);
    const refusal = visit.signOn();
    if (refusal !== null) return refuse(socket, refusal);
    const claim = tokens.check(asked.id, asked.token, request.headers.host ?? '');
    log.debug({ id: asked.id, claim: claim.kind }, 'Asks for its ID');
    if (claim.kind === 'refused') return refuse(socket, claim.refusal);
    if (switchboard.seat(asked.id, claim, socket)) drain?.came(asked.id);
  }

  function refuse(socket: BrokerSocket, refusal: Refused): void {
    observer.refused(refusal.code);
    socket.refuse('ERROR', refusal);
  }

  return {
    app: peerServer(server),
    async upgrade(request, socket, head) {
      const visit = closing ? { status: 503, code: 'closing' } : await door.enter(request);
      if ('status' in visit) {
        observer.refused(visit.code);
        turnAway(socket, visit.status);
        return;
      }
      let isTaken = false;
      // The answer to the handshake and OPEN leave in one write.
      socket.cork();
      handOver(socket);
      sockets.handleUpgrade(request, socket, head, (client) => {
        isTaken = true;
        // A socket that nobody listens to so takes the process with it when a frame is too long.
        client.on('error', failed);
        client.enter(visit, lobby, socket);
        admit(client, visit, request);
      });
      socket.uncork();
      if (!isTaken) visit.leave();
    },
    has: (id) => switchboard.has(id),
    get trouble() {
      return cluster.trouble;
    },
    drain() {
      drain ??= new Drain(switchboard.ids, (id) => switchboard.sendAway(id));
      return drain.ended;
    },
    async close(grace) {
      closing = true;
      switchboard.close();
      sockets.close();
      const closed = [...lobby.clients].map(
        (client) => new Promise<unknown>((resolve) => client.on('close', resolve)),
      );
      for (const client of lobby.clients) client.close(goingAway, 'The server is stopping');
      const cut = setTimeout(() => {
        for (const client of lobby.clients) client.terminate();
      }, grace);
      await Promise.all(closed);
      clearTimeout(cut);
      await cluster.close();
    },
  };
}

/** PeerServer as it answers over HTTP. Its WebSocket gets no sockets. */
function peerServer(server: Server): Express {
  const app = ExpressPeerServer(server, {
    path: '/',
    key: 'peerjs',
    createWebSocketServer: () => new WebSocketServer({ noServer: true }),
  });
  app.disable('x-powered-by');
  // It brings types of another Express; mounting is all that happens to it.
  return app as unknown as Express;
}
