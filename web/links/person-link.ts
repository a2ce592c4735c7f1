import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { backOff } from './back-off.ts';
import type { Wire } from './line.ts';
import { linkVersion, parseLinkData, type LinkMessage, type PageId } from './messages.ts';

/** What a call needs of the link to its other side; null needs nothing. */
export type LinkNeed =
  /** Keep what there is: the other side dials. */
  | 'keep'
  /** Be there; a stranger may hold the offer for as long as it rings. */
  | 'ring'
  /** Be there soon. */
  | 'talk'
  | null;

export type LinkState = 'closed' | 'opening' | 'open' | 'silent';

/** A phone that is there says so this often, in ms. */
const beatEvery = { call: 1_000, idle: 15_000 };
/** Hearing nothing for so long is silence, in ms. */
const silentAfter = { call: 2_600, idle: 40_000 };
/** A data connection that takes longer to open is given up, in ms; while it rings a stranger may hold it. */
const openWithin = { talk: 8_000, ring: 60_000 };
/** Two phones that dial each other at once do so within this time, in ms. */
const glareWithin = 3_000;

interface Opening {
  readonly wire: Wire;
  readonly outgoing: boolean;
  readonly since: number;
  stopLimit: () => void;
}

/** What a link asks of the rest of the phone. */
export interface LinkHost {
  readonly ownId: PeerId;
  readonly clock: Clock;
  readonly report: Report;
  readonly page: PageId;
  /** The name this phone says in its hello. */
  greeting(): string | null;
  connect(to: PeerId): Wire | null;
  message(from: PeerId, message: LinkMessage): void;
  changed(): void;
  /** Nothing is heard any more of somebody a call is with: the network may be another one. */
  silent(): void;
}

/**
 * The link to one person: at most one open data connection and one which is
 * about to replace it. Re-dials while somebody needs it.
 */
export class PersonLink {
  readonly #peer: PeerId;
  readonly #host: LinkHost;
  #wire: Wire | null = null;
  #opening: Opening | null = null;
  #need: LinkNeed = null;
  #silent = false;
  #heardAt = 0;
  #attempt = 0;
  #stopRetry: (() => void) | null = null;
  #stopBeat: (() => void) | null = null;
  #stopWatch: (() => void) | null = null;

  constructor(peer: PeerId, host: LinkHost) {
    this.#peer = peer;
    this.#host = host;
  }

  get state(): LinkState {
    if (this.#wire) return this.#silent ? 'silent' : 'open';
    return this.#opening ? 'opening' : 'closed';
  }

  need(need: LinkNeed): void {
    if (need === this.#need) return;
    this.#need = need;
    this.#attempt = 0;
    if (this.#wire) this.#startBeating();
    this.#limitOpening();
    this.#dialIfNeeded();
  }

  /** Tries at once instead of when the back-off is over. */
  retryNow(): void {
    this.#attempt = 0;
    this.#cancelRetry();
    this.#dialIfNeeded();
  }

  /** The broker could not deliver our offer. */
  absent(): void {
    if (this.#opening?.outgoing) this.#abandon();
  }

  /** False if it is not open or has fallen silent: the message must take another way. */
  send(message: LinkMessage): boolean {
    return this.state === 'open' && (this.#wire?.send(JSON.stringify(message)) ?? false);
  }

  /**
   * Decides about an offer of the other side: when both dial at once, the link
   * opened by the lower ID stays. True if the offer may go to PeerJS.
   */
  mayOffer(): boolean {
    const mine = this.#opening?.outgoing ? this.#opening : null;
    if (!mine) return true;
    const young = this.#host.clock.now() - mine.since < glareWithin;
    if (young && this.#host.ownId < this.#peer) return false;
    this.#dropOpening();
    return true;
  }

  /** Takes in the data connection of an offer that was let through. */
  accept(wire: Wire): void {
    this.#dropOpening();
    this.#open(wire, false);
  }

  /** Gives up what there is, open or opening, and dials if the link is needed. */
  renew(): void {
    this.#cancelRetry();
    this.#dropOpening();
    this.#dropWire();
    this.#host.changed();
    this.#dialIfNeeded();
  }

  close(): void {
    this.#need = null;
    this.#cancelRetry();
    this.#dropOpening();
    this.#dropWire();
    this.#host.changed();
  }

  #dialIfNeeded(): void {
    const wanted = this.#need === 'ring' || this.#need === 'talk';
    if (!wanted || this.#opening || this.state === 'open' || this.#stopRetry) return;
    const wire = this.#host.connect(this.#peer);
    if (wire) this.#open(wire, true);
    else this.#retryLater();
  }

  #retryLater(): void {
    this.#cancelRetry();
    const wait = backOff(this.#attempt++, 300, 8_000);
    this.#stopRetry = this.#host.clock.after(wait, () => {
      this.#stopRetry = null;
      this.#dialIfNeeded();
    });
  }

  #cancelRetry(): void {
    this.#stopRetry?.();
    this.#stopRetry = null;
  }

  #open(wire: Wire, outgoing: boolean): void {
    this.#opening = { wire, outgoing, since: this.#host.clock.now(), stopLimit: () => {} };
    this.#limitOpening();
    wire.listen({
      open: () => this.#opened(wire),
      data: (data) => this.#received(wire, data),
      close: () => this.#closed(wire),
    });
    if (wire.isOpen) this.#opened(wire);
    else this.#host.changed();
  }

  #limitOpening(): void {
    if (!this.#opening) return;
    this.#opening.stopLimit();
    const limit = this.#need === 'ring' ? openWithin.ring : openWithin.talk;
    this.#opening.stopLimit = this.#host.clock.after(limit, () => this.#abandon());
  }

  #opened(wire: Wire): void {
    if (this.#opening?.wire !== wire) return;
    this.#opening.stopLimit();
    this.#opening = null;
    this.#cancelRetry();
    this.#wire?.close();
    this.#wire = wire;
    this.#attempt = 0;
    const { page } = this.#host;
    const name = this.#host.greeting();
    wire.send(JSON.stringify({ type: 'hello', version: linkVersion, name, page }));
    this.#startBeating();
    this.#host.changed();
  }

  #received(wire: Wire, data: unknown): void {
    if (wire !== this.#wire) return;
    const message = parseLinkData(data);
    if (!message) {
      this.#host.report('dropped a malformed link message');
      return;
    }
    this.#heardAt = this.#host.clock.now();
    if (this.#silent) {
      this.#silent = false;
      this.#host.changed();
    }
    this.#host.message(this.#peer, message);
  }

  #closed(wire: Wire): void {
    if (this.#opening?.wire === wire) this.#abandon();
    if (this.#wire !== wire) return;
    this.#dropWire();
    this.#host.changed();
    this.#dialIfNeeded();
  }

  #abandon(): void {
    this.#dropOpening();
    this.#host.changed();
    if (this.#need) this.#retryLater();
  }

  #dropOpening(): void {
    this.#opening?.stopLimit();
    this.#opening?.wire.close();
    this.#opening = null;
  }

  #dropWire(): void {
    this.#stopBeat?.();
    this.#stopWatch?.();
    this.#wire?.close();
    this.#wire = null;
    this.#silent = false;
  }

  #startBeating(): void {
    this.#heardAt = this.#host.clock.now();
    this.#silent = false;
    this.#stopBeat?.();
    this.#stopWatch?.();
    this.#beat();
    this.#watch(this.#heardAt);
  }

  get #pace(): 'call' | 'idle' {
    return this.#need === null ? 'idle' : 'call';
  }

  #beat(): void {
    this.#wire?.send('{"type":"beat"}');
    this.#stopBeat = this.#host.clock.after(beatEvery[this.#pace], () => this.#beat());
  }

  #watch(checkedAt: number): void {
    const limit = silentAfter[this.#pace];
    const every = limit / 5;
    this.#stopWatch = this.#host.clock.after(every, () => {
      const now = this.#host.clock.now();
      // Who slept itself (suspended laptop, throttled tab) has to listen again first.
      if (now - checkedAt > every + 1_000) this.#heardAt = Math.max(this.#heardAt, now - limit / 2);
      if (!this.#silent && now - this.#heardAt > limit) this.#fellSilent();
      if (this.#wire) this.#watch(now);
    });
  }

  #fellSilent(): void {
    if (this.#pace === 'idle') this.#dropWire();
    else {
      this.#silent = true;
      this.#host.silent();
    }
    this.#host.changed();
    this.#dialIfNeeded();
  }
}
