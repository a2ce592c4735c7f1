import type { Host } from '../identity/host.ts';
import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { signOnToken } from '../identity/sign-on.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { signOnIn } from '../links/back-off.ts';
import {
  parseBrokerMessage,
  type BrokerMessage,
  type Envelope,
  type LineTrouble,
  type Signal,
} from '../links/signals.ts';
import { isSecure } from './secure-host.ts';

/** A broker that says nothing for so long is not there, in ms. */
const signOnWithin = 5_000;
/** PeerServer forgets who is silent for 60 s; in ms. */
const heartbeatEvery = 20_000;
/** What nothing is asked of is left after so long, in ms. */
const leftAfter = 60_000;
/** Whoever loses the socket sooner may have been signed off by another page of the same ID; in ms. */
const settledAfter = 10_000;
/** Later a letter is of no use, in ms. */
const worthSending = 5_000;
const mostWaiting = 100;
const echoWithin = 1_000;
/** No message that says anything is longer, in UTF-16 units. */
const longest = 100_000;

/** A letter as the broker takes it. */
interface BrokerLetter {
  readonly type: Signal['type'];
  readonly dst: PeerId;
  readonly payload: Envelope;
}

interface OtherBrokerOptions {
  readonly host: Host;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly report: Report;
  /** What came from it; an echo is kept back. */
  broker(message: BrokerMessage): void;
  /** Whether the broker of that name is the own one. */
  isOwn(broker: string | null): boolean;
  /** It is the own one, under another name of its server: it is left at once, with what waited for it. */
  here(waiting: readonly BrokerLetter[]): void;
  /** Signed on; what waited has left. */
  online(): void;
  failed(trouble: LineTrouble | null): void;
}

/**
 * One broker beside the own one, in PeerServer's protocol: signed on while it is needed or something
 * has to be sent, and never in a hurry to come back, since somebody else may have taken the ID over.
 */
export class OtherBroker {
  readonly #options: OtherBrokerOptions;
  #socket: WebSocket | null = null;
  /** When it let this phone in, in ms since 1970. */
  #openSince: number | null = null;
  #needed = false;
  /** Attempts without success in a row. */
  #failures = 0;
  #trouble: LineTrouble | null = null;
  #waiting: readonly { readonly message: BrokerLetter; readonly at: number }[] = [];
  #stopTimer: (() => void) | null = null;
  #stopBeat: (() => void) | null = null;
  #stopLeaving: (() => void) | null = null;
  #stopDoubt: (() => void) | null = null;
  #closed = false;

  constructor(options: OtherBrokerOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#openSince !== null;
  }

  get isNeeded(): boolean {
    return this.#needed;
  }

  get reaches(): boolean {
    return this.isOn || this.#failures === 0;
  }

  send(message: BrokerLetter): void {
    this.#leaveLater();
    if (this.isOn) return this.#say(message);
    const at = this.#options.clock.now();
    this.#waiting = [...this.#waiting.slice(1 - mostWaiting), { message, at }];
    this.#begin();
  }

  need(needed: boolean): void {
    if (needed === this.#needed) return;
    this.#needed = needed;
    if (needed) this.#begin();
    else this.#leaveLater();
  }

  /** Looks whether the broker still answers, and signs on anew if it does not. */
  doubt(): void {
    const { identity, clock } = this.#options;
    if (!this.isOn || this.#stopDoubt) return;
    this.#say({ type: 'CANDIDATE', dst: identity.id, payload: { tincan: 3, echo: true } });
    this.#stopDoubt = clock.after(echoWithin, () => {
      this.#drop();
      this.#lost();
    });
  }

  close(): void {
    this.#closed = true;
    this.#stopLeaving?.();
    this.#drop();
  }

  /** Starts to sign on, unless that is under way or is about to be tried again. */
  #begin(): void {
    if (this.#closed || this.#socket || this.#stopTimer) return;
    void this.#signOn();
  }

  async #signOn(): Promise<void> {
    const { host, identity, clock } = this.#options;
    this.#trouble = null;
    this.#stopTimer = clock.after(signOnWithin, () => {
      this.#drop();
      this.#lost();
    });
    const origin = new URL(`${isSecure(host) ? 'https' : 'http'}://${host}`);
    const token = await signOnToken(identity, origin.host, clock.now());
    // Left again, or given up, while the token was made.
    if (this.#closed || this.#socket || !this.#stopTimer) return;
    const url = new URL('/broker/peerjs', origin);
    url.protocol = origin.protocol === 'https:' ? 'wss:' : 'ws:';
    url.search = String(
      new URLSearchParams({ key: 'peerjs', id: identity.id, token, version: '1.5.5' }),
    );
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#received(data);
    socket.onclose = () => {
      this.#drop();
      this.#lost();
    };
  }

  #received(data: unknown): void {
    this.#stopDoubt?.();
    this.#stopDoubt = null;
    const message = parse(data);
    if (!message) this.#options.report('dropped a malformed message from another broker');
    else if (message.kind === 'open') this.#opened(message.broker);
    else if (message.kind === 'going-away') this.#goElsewhere();
    else if (message.kind === 'refused') {
      this.#trouble = message.trouble;
      this.#options.report('refused by another broker', message.trouble ?? message.why);
    } else if (message.kind !== 'echo' && message.kind !== 'beat' && this.isOn) {
      this.#options.broker(message);
    }
  }

  #opened(broker: string | null): void {
    if (this.isOn) return;
    const { clock, online, isOwn, here } = this.#options;
    if (isOwn(broker)) {
      const since = clock.now() - worthSending;
      const waiting = this.#waiting.filter(({ at }) => at >= since).map(({ message }) => message);
      this.close();
      return here(waiting);
    }
    const now = clock.now();
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#openSince = now;
    this.#beatLater();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { message, at } of waiting) if (now - at < worthSending) this.#say(message);
    online();
    if (!this.#needed) this.#leaveLater();
  }

  /** To another server of the same broker; at once only if this one had it for a while. */
  #goElsewhere(): void {
    const since = this.#openSince;
    this.#drop();
    if (since === null || this.#options.clock.now() - since < settledAfter) return this.#lost();
    this.#openSince = null;
    if (this.#needed) this.#begin();
  }

  #beatLater(): void {
    this.#stopBeat = this.#options.clock.after(heartbeatEvery, () => {
      this.#say({ type: 'HEARTBEAT' });
      this.#beatLater();
    });
  }

  /** The socket is gone, or never was one. */
  #lost(): void {
    const { clock, failed } = this.#options;
    const now = clock.now();
    const since = this.#openSince;
    this.#openSince = null;
    if (since !== null && now - since > settledAfter) this.#failures = 0;
    const wait = signOnIn(this.#failures++);
    // The first time it may be chance, unless the broker says that it is not.
    if (since === null && (this.#failures > 1 || this.#trouble)) failed(this.#trouble);
    if (!this.#needed) this.#failures = 0;
    if (!this.#needed || this.#closed) return;
    this.#stopTimer = clock.after(wait, () => {
      this.#stopTimer = null;
      if (this.#needed) this.#begin();
      else this.#failures = 0;
    });
  }

  #say(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #leaveLater(): void {
    this.#stopLeaving?.();
    this.#stopLeaving = this.#options.clock.after(leftAfter, () => {
      if (this.#needed) return;
      this.#drop();
      this.#openSince = null;
    });
  }

  /** Lets the socket go; nothing more is heard of it. */
  #drop(): void {
    this.#stopTimer?.();
    this.#stopBeat?.();
    this.#stopDoubt?.();
    this.#stopTimer = this.#stopBeat = this.#stopDoubt = null;
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

function parse(data: unknown): BrokerMessage | null {
  if (typeof data !== 'string' || data.length > longest) return null;
  try {
    return parseBrokerMessage(JSON.parse(data));
  } catch {
    return null;
  }
}
