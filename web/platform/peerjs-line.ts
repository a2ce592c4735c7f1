import type { MediaConnection, Peer } from 'peerjs';
import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { signOnToken } from '../identity/sign-on.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import { backAgainIn, signOnIn } from '../links/back-off.ts';
import type { Line, LineEvents, LineStatus, Wire } from '../links/line.ts';
import {
  parseBrokerMessage,
  parseSignal,
  type Envelope,
  type LineTrouble,
  type Signal,
} from '../links/signals.ts';
import type { Offer } from './media-connection.ts';
import { PeerJsWire } from './peerjs-wire.ts';

/** A broker that says nothing for so long after the socket was started is not there, in ms. */
const signOnWithin = 10_000;
/** So young a sign-on is not begun anew for somebody who asks once more; in ms. */
const young = 2_000;
/** The own broker is heard every 20 s, be it by its beat; one of which so long nothing was heard is asked. In ms. */
const heardWithin = 22_000;
/** PeerJS has a beat of its own, which asks for no answer; the longest that a timer takes, in ms. */
const never = 2 ** 31 - 1;
/**
 * Two devices of one identity would take the line from each other for ever. Who loses it twice within
 * this time, in ms, leaves it to the other; once may be chance, as by a sign-on that was long on its way.
 */
const leavesWithin = 60_000;
/** A broker from which nothing comes back for so long is out of reach, in ms; twice the last echo if that took longer. */
const echoWithin = 200;
const asksFor = 1_000;
const wakesWithin = 2_000;
/** After a sign that the network is another one, connections are made for what it has become for so long; in ms. */
const networkInDoubtFor = 10_000;

/** The part of PeerJS's `Socket` which the line takes over; it is public but not documented. */
interface BrokerSocket {
  start(id: string, token: string): void;
  send(message: unknown): void;
  close(): void;
  listeners(event: 'message'): ((message: unknown) => void)[];
  removeAllListeners(): void;
  on(event: 'message', listener: (message: unknown) => void): void;
  on(event: 'disconnected', listener: () => void): void;
}

/** Where the broker is. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

interface LineOptions {
  readonly identity: Identity;
  readonly broker: BrokerAddress;
  readonly clock: Clock;
  readonly report: Report;
}

/**
 * PeerJS without its dependence on the broker: signals go where the links
 * say, messages pass a parser before PeerJS sees them, and a lost socket is
 * opened again under a `Peer` that never notices.
 */
export class PeerJsLine implements Line {
  readonly #options: LineOptions;
  readonly #status = new Store<LineStatus>({ kind: 'connecting' });
  /**
   * PeerJS reads it for each connection it makes; none is made before the servers are known. Sound and
   * picture share one transport (RFC 9143), so that there is one way to find instead of three.
   */
  readonly #config: RTCConfiguration = { bundlePolicy: 'max-bundle' };
  #events: LineEvents | null = null;
  #peer: Peer | null = null;
  #socket: BrokerSocket | null = null;
  #toBroker: ((message: unknown) => void) | null = null;
  #toPeer: ((message: unknown) => void) | null = null;
  #onCall: ((connection: MediaConnection, from: PeerId) => void) | null = null;
  #attempt = 0;
  /** The last time it was the own network that was away, as far as is known. */
  #isBack = false;
  #trouble: LineTrouble | null = null;
  #signingOnSince = 0;
  #broker: string | null = null;
  /** When another sign-on of this identity was last heard of, in ms since 1970. */
  #displacedAt = -Infinity;
  /** The broker has not said yet that this phone is signed on. */
  #signsOn = false;
  #stopDoubt: (() => void) | null = null;
  #askedAt = 0;
  /** What was given to the broker since then did not reach it; null while it is within reach. */
  #lostSince: number | null = null;
  /** How long the last echo took, in ms. */
  #echoTook = 0;
  #stopTimer: (() => void) | null = null;
  #doubtNetwork: ((doubt: boolean) => void) | null = null;
  #stopNetworkDoubt: (() => void) | null = null;
  #closed = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get status(): Readable<LineStatus> {
    return this.#status;
  }

  /** What the broker calls itself, under whatever name of its server it was found; null where it does not. */
  get broker(): string | null {
    return this.#broker;
  }

  listen(events: LineEvents): void {
    this.#events = events;
  }

  /** Who answers media connections. */
  listenForCalls(onCall: (connection: MediaConnection, from: PeerId) => void): void {
    this.#onCall = onCall;
  }

  /** Loads PeerJS and signs on. PeerJS opens a peer connection when it is imported, hence late. */
  async start(): Promise<void> {
    const [Peer, token] = await Promise.all([this.#loadPeerJs(), this.#token()]);
    // Tried again while it was loading, it has one already.
    if (!Peer || this.#closed || this.#peer) return;
    const { identity, broker } = this.#options;
    const peer = new Peer(identity.id, {
      ...broker,
      path: '/broker',
      key: 'peerjs',
      token,
      // PeerJS's defaults name public servers, one with a password in it.
      config: this.#config,
      pingInterval: never,
      debug: 0,
    });
    this.#peer = peer;
    this.#takeOver(peer.socket);
    peer.on('connection', (connection) => {
      this.#events?.wire(new PeerJsWire(connection, connection.peer as PeerId));
    });
    peer.on('call', (connection) => this.#onCall?.(connection, connection.peer as PeerId));
    peer.on('error', (error) => this.#options.report('PeerJS reports an error', error.type));
    this.#awaitOpen();
  }

  /** The network came back or the page became visible: what was begun before may hang on what was. */
  startAnew(): void {
    this.#networkInDoubt();
    // A radio that wakes up takes its time.
    if (this.#status.value.kind === 'online') return this.#probe(wakesWithin);
    if (this.#trouble?.code === 'elsewhere') return;
    this.#attempt = 0;
    this.#isBack = true;
    if (this.#peer) this.#signOn();
    else void this.start();
  }

  /** The network may be another one, too: the broker has 0.2 s to answer, or twice its last time if longer. */
  doubt(): void {
    this.#networkInDoubt();
    this.#probe(Math.max(echoWithin, 2 * this.#echoTook));
  }

  /** The broker has 1 s, or twice its last time if longer: on a thin line an answer waits behind what else leaves. */
  ask(): void {
    this.#probe(Math.max(asksFor, 2 * this.#echoTook));
  }

  #networkInDoubt(): void {
    this.#stopNetworkDoubt?.();
    this.#doubtNetwork?.(true);
    this.#stopNetworkDoubt = this.#options.clock.after(networkInDoubtFor, () => {
      this.#doubtNetwork?.(false);
    });
  }

  /**
   * Signs on anew if nothing comes from the broker for so long, in ms. PeerServer answers nobody, but it
   * passes on what somebody says to themselves.
   */
  #probe(within: number): void {
    const { identity, clock } = this.#options;
    if (this.#status.value.kind !== 'online' || this.#stopDoubt) return;
    const payload = { tincan: 3, echo: true };
    this.#toBroker?.({ type: 'CANDIDATE', dst: identity.id, payload });
    this.#askedAt = clock.now();
    this.#stopDoubt = clock.after(within, () => {
      this.#stopDoubt = null;
      this.#signOnAnew(this.#askedAt);
    });
  }

  /** What is said until then waits; what the broker was given from `lostSince` on leaves once more. */
  #signOnAnew(lostSince: number): void {
    this.#lostSince = lostSince;
    this.#status.set({ kind: 'connecting' });
    this.#signOn();
  }

  /** Tries the broker now: somebody asks for it. */
  retryNow(): void {
    if (this.#status.value.kind !== 'offline') return;
    if (this.#options.clock.now() - this.#signingOnSince < young) return;
    this.#attempt = 0;
    if (this.#peer) this.#signOn();
    else void this.start();
  }

  /** Connections made from now on find their way by these servers. */
  findBy(iceServers: RTCIceServer[]): void {
    const isFirst = !this.#config.iceServers;
    this.#config.iceServers = iceServers;
    // Those who wanted a connection before get it now.
    if (isFirst && this.#status.value.kind === 'online') this.#status.set({ kind: 'online' });
  }

  /** Leaves the broker and closes every connection. */
  close(): void {
    this.#closed = true;
    this.#calmDoubt();
    this.#stopNetworkDoubt?.();
    this.#doubtNetwork?.(false);
    this.#stopTimer?.();
    this.#socket?.removeAllListeners();
    this.#peer?.destroy();
    this.#socket?.close();
  }

  transmit(to: PeerId, type: Signal['type'], envelope: Envelope): boolean {
    if (this.#status.value.kind !== 'online') return false;
    this.#toBroker?.({ type, dst: to, payload: envelope });
    return true;
  }

  deliver(from: PeerId, signal: Signal): void {
    const known = this.#peer?.getConnection(from, signal.payload.connectionId);
    // PeerJS closes a connection whose offer comes twice, and keeps strays for ever.
    if ((signal.type === 'OFFER') === Boolean(known)) {
      this.#options.report('dropped a stray signal', signal.type);
      const { type } = signal.payload;
      if (signal.type === 'ANSWER' && type === 'data') this.#events?.crossed(from);
      return;
    }
    try {
      this.#toPeer?.({ ...signal, src: from });
    } catch (error) {
      // The parser lets through what a broker may say, PeerJS need not like it.
      this.#options.report('PeerJS could not take a signal', error);
    }
  }

  connect(to: PeerId): Wire | null {
    const connection = this.#peerFor(to)?.connect(to, {
      label: 'tincan',
      serialization: 'raw',
      reliable: true,
    });
    return connection ? new PeerJsWire(connection, to) : null;
  }

  /** Offers a media connection. */
  call(to: PeerId, stream: MediaStream, offer: Offer): MediaConnection | null {
    return this.#peerFor(to)?.call(to, stream, offer) ?? null;
  }

  #peerFor(to: PeerId): Peer | null {
    return this.#config.iceServers && this.#events?.reaches(to) ? this.#peer : null;
  }

  async #loadPeerJs(): Promise<typeof Peer | null> {
    try {
      const { Peer, doubtNetwork } = await import('./peerjs.ts');
      this.#doubtNetwork = doubtNetwork;
      return Peer;
    } catch (error) {
      this.#options.report('PeerJS could not be loaded', error);
      this.#retryLater(() => void this.start());
      return null;
    }
  }

  #takeOver(socket: BrokerSocket): void {
    this.#socket = socket;
    this.#toPeer = socket.listeners('message')[0] ?? null;
    this.#toBroker = socket.send.bind(socket);
    socket.removeAllListeners();
    socket.on('message', (message) => this.#received(message));
    socket.on('disconnected', () => this.#lost());
    socket.send = (message) => this.#outgoing(message);
  }

  #outgoing(message: unknown): void {
    const to = (message as { dst?: unknown }).dst;
    const signal = parseSignal(JSON.parse(JSON.stringify(message)));
    if (signal && typeof to === 'string') this.#events?.outgoing(to as PeerId, signal);
    else this.#options.report('PeerJS sent something unknown');
  }

  #received(raw: unknown): void {
    this.#calmDoubt();
    if (this.#status.value.kind === 'online') this.#askLater();
    const message = parseBrokerMessage(raw);
    if (!message) {
      this.#options.report('dropped a malformed message from the broker');
      return;
    }
    if (message.kind === 'open') this.#opened(message.broker);
    else if (message.kind === 'going-away') this.#goElsewhere();
    else if (message.kind === 'refused') {
      this.#trouble = message.trouble?.code === 'elsewhere' ? this.#displaced() : message.trouble;
      this.#options.report('refused by broker', message.trouble ?? message.why);
    } else if (message.kind === 'echo') {
      this.#echoTook = this.#options.clock.now() - this.#askedAt;
    } else if (message.kind !== 'beat') this.#events?.broker(message);
  }

  #displaced(): LineTrouble | null {
    const before = this.#displacedAt;
    this.#displacedAt = this.#options.clock.now();
    return this.#displacedAt - before < leavesWithin ? { code: 'elsewhere' } : null;
  }

  /** At once: the broker sends its phones away one by one. If it does so all the time, later. */
  #goElsewhere(): void {
    const now = this.#options.clock.now();
    if (now - this.#signingOnSince > young) return this.#signOnAnew(now);
    this.#socket?.close();
    this.#lost();
  }

  #calmDoubt(): void {
    this.#stopDoubt?.();
    this.#stopDoubt = null;
  }

  #opened(broker: string | null): void {
    this.#broker = broker;
    // Said once more it means nothing: what was offered before must not be made anew for it.
    if (!this.#signsOn) return;
    this.#signsOn = false;
    this.#stopTimer?.();
    this.#attempt = 0;
    this.#isBack = false;
    const lostSince = this.#lostSince;
    this.#lostSince = null;
    this.#status.set({ kind: 'online', ...(lostSince !== null && { lostSince }) });
    this.#askLater();
  }

  /** A socket whose packets are lost tells nobody for minutes. */
  #askLater(): void {
    this.#stopTimer?.();
    this.#stopTimer = this.#options.clock.after(heardWithin, () => this.#probe(wakesWithin));
  }

  #awaitOpen(): void {
    this.#signsOn = true;
    this.#stopTimer?.();
    this.#stopTimer = this.#options.clock.after(signOnWithin, () => {
      this.#socket?.close();
      this.#lost();
    });
  }

  #lost(): void {
    this.#calmDoubt();
    this.#signingOnSince = 0;
    this.#retryLater(() => this.#signOn());
  }

  #retryLater(retry: () => void): void {
    if (this.#closed) return;
    this.#stopTimer?.();
    if (this.#trouble?.code !== 'elsewhere') {
      const wait = (this.#isBack ? backAgainIn : signOnIn)(this.#attempt++);
      this.#stopTimer = this.#options.clock.after(wait, retry);
    }
    this.#status.set({ kind: 'offline', trouble: this.#trouble });
  }

  #signOn(): void {
    this.#signingOnSince = this.#options.clock.now();
    this.#trouble = null;
    this.#socket?.close();
    this.#awaitOpen();
    void this.#token().then((token) => {
      if (!this.#closed) this.#socket?.start(this.#options.identity.id, token);
    });
  }

  #token(): Promise<string> {
    const { identity, broker, clock } = this.#options;
    const { host, port, secure } = broker;
    const origin = new URL(`${secure ? 'https' : 'http'}://${host}:${port}`);
    return signOnToken(identity, origin.host, clock.now());
  }
}
