import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { backOff } from './back-off.ts';
import { Heartbeat, type Pace } from './heartbeat.ts';
import type { Bulk, Wire } from './line.ts';
import { linkVersion, parseLinkData, type LinkMessage } from './messages.ts';

/** What is done with the other side needs of the link; null needs nothing. */
export type LinkNeed =
  /** Keep what there is: the other side dials. */
  | 'keep'
  /** Be there; a stranger may hold the offer for as long as it rings. */
  | 'ring'
  /** Be there soon. */
  | 'talk'
  /** Be there soon, for something that travels and is no call. */
  | 'busy'
  | null;

export type LinkState = 'closed' | 'opening' | 'open' | 'silent';

/** A data connection that takes longer to open is given up, in ms; while it rings a stranger may hold it. */
const openWithin = { talk: 6_000, ring: 60_000 };
/**
 * Offers of two phones that dial each other at once cross within this time, in ms. Whoever still
 * offers later has never seen the other's.
 */
const glareWithin = 1_200;
/** What comes back to an offer, or that nobody is there, comes within this time, in ms. */
const reactsWithin = 1_500;
/** What was said comes within this time, in ms, also where it has to be sent once more. */
const arrivesWithin = 1_000;
/** An offer that arrived is answered within this time, in ms. */
const answerWithin = 600;

interface Opening {
  readonly wire: Wire;
  readonly outgoing: boolean;
  readonly since: number;
  stopLimit: () => void;
  stopAsking: () => void;
}

/** What a link asks of the rest of the phone. */
export interface LinkHost {
  readonly ownId: PeerId;
  readonly clock: Clock;
  readonly report: Report;
  /** The name this phone says in its hello. */
  greeting(): string | null;
  connect(to: PeerId): Wire | null;
  message(from: PeerId, message: LinkMessage): void;
  /** Something came by the way for bytes. */
  bytes(from: PeerId, bytes: ArrayBuffer): void;
  changed(): void;
  /** Another data connection takes the place of one that was open; `changed` follows. */
  relinked(peer: PeerId): void;
  /** The one that had fallen silent is used again; `changed` was called. */
  resumed(peer: PeerId): void;
  /** The RTP time of the last sound that came from this person (RFC 3550); null without any. */
  soundOf(peer: PeerId): number | null;
  /** Of somebody a call is with nothing was heard for a moment: the network may be another one. */
  doubt(): void;
  /** Nothing came back to an offer: the broker may be out of reach. */
  ask(): void;
}

/**
 * The link to one person: at most one open data connection and one which is
 * about to replace it. Re-dials while somebody needs it.
 */
export class PersonLink {
  readonly #peer: PeerId;
  readonly #host: LinkHost;
  readonly #heartbeat: Heartbeat;
  #wire: Wire | null = null;
  #opening: Opening | null = null;
  #need: LinkNeed = null;
  #usedAt = 0;
  /** There was an open wire before. */
  #opened = false;
  /** Somebody wanted it while an offer of the other side was opening, which may be of a page that is gone. */
  #reachesLater = false;
  #attempt = 0;
  #stopRetry: (() => void) | null = null;
  #stopLeaving: (() => void) | null = null;

  constructor(peer: PeerId, host: LinkHost) {
    this.#peer = peer;
    this.#host = host;
    this.#heartbeat = new Heartbeat({
      clock: host.clock,
      beat: () => this.#wire?.send('{"type":"beat"}'),
      sound: () => host.soundOf(peer),
      doubt: () => host.doubt(),
      fellSilent: () => this.#fellSilent(),
    });
  }

  get state(): LinkState {
    if (this.#wire) return this.#heartbeat.isSilent ? 'silent' : 'open';
    return this.#opening ? 'opening' : 'closed';
  }

  /** It is open, and nobody needs it. */
  get isIdle(): boolean {
    return this.state === 'open' && this.#need === null;
  }

  /** When something was last said over it, besides that one is there; in ms since 1970. */
  get usedAt(): number {
    return this.#usedAt;
  }

  need(need: LinkNeed): void {
    if (need !== null) this.stay();
    if (need === this.#need) return;
    this.#need = need;
    this.#attempt = 0;
    if (this.#wire && this.#heartbeat.change(this.#pace)) this.#resumed();
    this.#limitOpening();
    this.#dialIfNeeded();
  }

  /**
   * There is a way again: what was offered before may have taken one that was none. What was offered
   * after `since` has just been given to the broker once more.
   */
  retryNow(since = Infinity): void {
    this.#attempt = 0;
    this.#cancelRetry();
    const mine = this.#opening?.outgoing ? this.#opening : null;
    if (mine && !mine.wire.isAnswered && mine.since < since) this.#dropOpening();
    // The broker was out of reach as well: this moment without a beat is no lost packet.
    const isLost = since < Infinity && this.#heartbeat.isDoubted && this.#pace === 'call';
    if (isLost && this.state === 'open') this.#fellSilent();
    else this.#dialIfNeeded();
  }

  /** Dials once, unless there is a link or one on its way; if theirs does not open, after that. */
  reach(): void {
    this.#reachesLater = this.#opening?.outgoing === false;
    if (this.state !== 'closed' || this.#stopRetry) return;
    const wire = this.#host.connect(this.#peer);
    if (wire) this.#open(wire, true);
  }

  /** The broker could not deliver our offer. */
  absent(): void {
    if (this.#opening?.outgoing) this.#abandon();
  }

  /** False if it is not open or has fallen silent: the message must take another way. */
  send(message: LinkMessage): boolean {
    if (this.state !== 'open') return false;
    this.#usedAt = this.#host.clock.now();
    return this.#wire?.send(JSON.stringify(message)) ?? false;
  }

  /** The way for bytes of the link that is open. */
  get bulk(): Bulk | null {
    return this.state === 'open' ? (this.#wire?.bulk ?? null) : null;
  }

  /**
   * Decides about an offer of the other side: when both dial at once, the link
   * opened by the lower ID stays. True if the offer may go to PeerJS.
   */
  mayOffer(): boolean {
    this.#otherSideDials();
    const mine = this.#opening?.outgoing ? this.#opening : null;
    if (!mine) return true;
    const young = this.#host.clock.now() - mine.since < glareWithin;
    if (young && this.#host.ownId < this.#peer) {
      this.#host.clock.after(answerWithin, () => this.#redial(mine));
      return false;
    }
    // Ours may have been wanted for what waits: if theirs does not open, it is dialled once more.
    this.#reachesLater = true;
    this.#dropOpening();
    return true;
  }

  /**
   * The other side answered an offer that is given up. If we have answered one of theirs, they may have
   * given that up as well: offers that a short time without network held back cross at any age.
   */
  crossed(): void {
    if (this.#opening?.outgoing !== false || this.#host.ownId > this.#peer) return;
    this.#dropOpening();
    this.#dialIfNeeded();
    this.reach();
  }

  /** Nobody dials who has an open link: what we say over ours is not heard. */
  #otherSideDials(): void {
    if (!this.#wire || this.#heartbeat.isSilent) return;
    this.#heartbeat.silence();
    this.#host.changed();
  }

  /** Our offer was to stay, but the other side, which dialled too, has never seen it. */
  #redial(mine: Opening): void {
    if (this.#opening !== mine || mine.wire.isAnswered) return;
    this.#dropOpening();
    this.#dialIfNeeded();
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

  /**
   * Closes once what was said last, as that a call is over, has had the time to arrive: with a
   * connection that is closed goes what is still to be sent (W3C WebRTC, section 4.4.1.5).
   */
  leave(): void {
    this.stay();
    const { clock } = this.#host;
    const rest = this.#usedAt + arrivesWithin - clock.now();
    if (this.state !== 'open' || rest <= 0) return this.close();
    this.#stopLeaving = clock.after(rest, () => this.close());
  }

  /** Whoever was to leave stays. */
  stay(): void {
    this.#stopLeaving?.();
    this.#stopLeaving = null;
  }

  close(): void {
    this.stay();
    this.#need = null;
    this.#reachesLater = false;
    this.#cancelRetry();
    this.#dropOpening();
    this.#dropWire();
    this.#host.changed();
  }

  #dialIfNeeded(): void {
    const wanted = this.#need !== null && this.#need !== 'keep';
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
    const { clock } = this.#host;
    const stopAsking = outgoing ? clock.after(reactsWithin, () => this.#askFor(wire)) : () => {};
    this.#opening = { wire, outgoing, since: clock.now(), stopLimit: () => {}, stopAsking };
    this.#limitOpening();
    wire.listen({
      open: () => this.#taken(wire),
      data: (data) => this.#received(wire, data),
      bytes: (bytes) => this.#tookBytes(wire, bytes),
      close: () => this.#closed(wire),
    });
    if (wire.isOpen) this.#taken(wire);
    else this.#host.changed();
  }

  #askFor(wire: Wire): void {
    if (!wire.isAnswered) this.#host.ask();
  }

  #limitOpening(): void {
    if (!this.#opening) return;
    this.#opening.stopLimit();
    const limit = this.#need === 'ring' ? openWithin.ring : openWithin.talk;
    this.#opening.stopLimit = this.#host.clock.after(limit, () => this.#abandon());
  }

  #taken(wire: Wire): void {
    if (this.#opening?.wire !== wire) return;
    this.#endOpening();
    this.#reachesLater = false;
    this.#cancelRetry();
    this.#wire?.close();
    this.#wire = wire;
    // Both sides have to open it; what comes for one that is not there is lost.
    void wire.bulk;
    this.#usedAt = this.#host.clock.now();
    this.#attempt = 0;
    wire.send(JSON.stringify({ type: 'hello', version: linkVersion, name: this.#host.greeting() }));
    if (this.#opened) this.#host.relinked(this.#peer);
    this.#opened = true;
    this.#heartbeat.start(this.#pace);
    this.#host.changed();
  }

  #received(wire: Wire, data: unknown): void {
    if (wire !== this.#wire) return;
    const message = parseLinkData(data);
    if (!message) {
      this.#host.report('dropped a malformed link message');
      return;
    }
    this.#heard();
    if (message.type !== 'beat') this.#usedAt = this.#host.clock.now();
    this.#host.message(this.#peer, message);
  }

  #heard(): void {
    if (!this.#heartbeat.heard()) return;
    // It was the network that was away, and the link has outlived it.
    if (this.#opening?.outgoing) this.#dropOpening();
    this.#resumed();
  }

  #resumed(): void {
    this.#host.changed();
    this.#host.resumed(this.#peer);
  }

  #tookBytes(wire: Wire, bytes: ArrayBuffer): void {
    if (wire !== this.#wire) return;
    this.#heard();
    this.#usedAt = this.#host.clock.now();
    this.#host.bytes(this.#peer, bytes);
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
    else if (this.#reachesLater) this.reach();
  }

  #dropOpening(): void {
    this.#opening?.wire.close();
    this.#endOpening();
  }

  #endOpening(): void {
    this.#opening?.stopLimit();
    this.#opening?.stopAsking();
    this.#opening = null;
  }

  #dropWire(): void {
    this.#heartbeat.stop();
    this.#wire?.close();
    this.#wire = null;
  }

  get #pace(): Pace {
    if (this.#need === 'busy') return 'busy';
    return this.#need === null ? 'idle' : 'call';
  }

  #fellSilent(): void {
    if (this.#pace === 'idle') this.#dropWire();
    else this.#heartbeat.silence();
    this.#host.changed();
    this.#dialIfNeeded();
  }
}
