import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { Endpoint } from './endpoint.ts';
import { HeardWire } from './heard-wire.ts';
import type { Wire } from './line.ts';
import { offerTag, readSlip, writeAnswer, writeOffer, type BadSlip, type Slip } from './slip.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** How far two phones have come that are connected by hand. */
export type HandStep =
  /** Makes an offer, or reads one when it gets it. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing' }
  /** Shows its offer, and waits for the answer. */
  | { readonly kind: 'offering'; readonly slip: string }
  /** Shows its answer, and waits until the other phone has read it. */
  | { readonly kind: 'answering'; readonly slip: string; readonly peer: PeerId }
  /** Has read the answer. */
  | { readonly kind: 'connecting'; readonly peer: PeerId }
  /** The link is open; `fresh`: who was a stranger is a contact now, under the name they claim. */
  | {
      readonly kind: 'connected';
      readonly peer: PeerId;
      readonly name: string | null;
      readonly fresh: boolean;
    }
  | { readonly kind: 'failed'; readonly why: HandFailure };

/** Why it has to be begun anew. */
export type HandFailure =
  /** The browser opens no peer connection, or knows no address of its own. */
  | 'no-network'
  /** Nobody has read the code in ten minutes. */
  | 'expired'
  /** Both have the other's code, and nothing gets through. */
  | 'unreachable';

/** What is wrong with a slip that was read; what was begun goes on. */
export type SlipProblem =
  | BadSlip
  | 'own'
  /** The clocks of the phones differ by more than ten minutes, or it is older than that. */
  | 'stale'
  | 'blocked'
  /** An answer, and this phone has made no offer. */
  | 'answer-unasked'
  /** To an offer that this phone made before, or another phone. */
  | 'other-offer';

/** One data connection that is set up by hand. */
export interface HandPath {
  /** Each rejects where the browser has no peer connection, or no address to be reached at. */
  offer(): Promise<Endpoint>;
  answer(offer: Endpoint): Promise<Endpoint>;
  take(answer: Endpoint): Promise<void>;
  /** Calls `opened` once, when both sides can talk. */
  listen(opened: () => void): void;
  /** What becomes of it is the wire's concern from now on. */
  wire(peer: PeerId): Wire;
  close(): void;
}

/** Who is kept as a contact. */
interface Acquaintances {
  readonly all: Readable<ReadonlyMap<PeerId, { readonly blocked: boolean }>>;
  add(peer: PeerId, name: string): Promise<void>;
  keepKeys(peer: PeerId, publicKeys: Bytes): Promise<void>;
}

/** What connecting by hand asks of the rest of the phone. */
export interface ByHandOptions {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly report: Report;
  readonly people: Acquaintances;
  path(): HandPath;
  /** Makes a wire a link like any other, which stays as long as it is open. */
  readonly links: { acceptByHand(wire: Wire): void };
}

/** A slip is good for so long, in ms. */
const goodFor = 10 * 60_000;
/** Two phones that know how to reach each other do so within this time, in ms. */
const connectsWithin = 20_000;

/** Connecting by hand, as the screen sees it. */
export type Hand = Pick<ByHand, 'step' | 'offer' | 'read' | 'close'>;

/** Connects two phones without any server: one shows an offer, the other its answer. */
export class ByHand {
  readonly #options: ByHandOptions;
  readonly #step = new Store<HandStep>({ kind: 'idle' });
  #path: HandPath | null = null;
  #offered: Bytes | null = null;
  #stopLimit: () => void = () => {};

  constructor(options: ByHandOptions) {
    this.#options = options;
  }

  get step(): Readable<HandStep> {
    return this.#step;
  }

  /** Makes an offer to whoever reads it. */
  async offer(): Promise<void> {
    const { identity, clock } = this.#options;
    const path = this.#begin();
    const endpoint = await this.#endpoint(path, () => path.offer());
    if (endpoint === null) return;
    const slip = await writeOffer(identity, endpoint, clock.now());
    const tag = await offerTag(slip);
    if (this.#path !== path) return;
    this.#offered = tag;
    this.#show({ kind: 'offering', slip });
  }

  /** Goes one step on with what was scanned or pasted; else says what is wrong with it. */
  async read(text: string): Promise<SlipProblem | null> {
    const slip = await readSlip(text);
    if (typeof slip === 'string') return slip;
    const { identity, people } = this.#options;
    if (slip.peer === identity.id) return 'own';
    if (people.all.value.get(slip.peer)?.blocked === true) return 'blocked';
    return slip.to === null ? this.#readOffer(slip) : this.#readAnswer(slip, slip.to);
  }

  /** Gives up what is not connected yet. */
  close(): void {
    this.#giveUp();
    this.#step.set({ kind: 'idle' });
  }

  /** Where both made an offer, whoever reads the other's first answers it. */
  #readOffer(offer: Slip): SlipProblem | null {
    const { clock } = this.#options;
    if (Math.abs(clock.now() - offer.at) > goodFor) return 'stale';
    void this.#answer(offer);
    return null;
  }

  async #answer(offer: Slip): Promise<void> {
    const { identity, clock } = this.#options;
    const path = this.#begin();
    path.listen(() => this.#opened(path, offer));
    const endpoint = await this.#endpoint(path, () => path.answer(offer.endpoint));
    if (endpoint === null) return;
    const slip = await writeAnswer(identity, offer.tag, endpoint, clock.now());
    if (this.#path === path) this.#show({ kind: 'answering', slip, peer: offer.peer });
  }

  #readAnswer(answer: Slip, to: Bytes): SlipProblem | null {
    const path = this.#path;
    if (this.#step.value.kind !== 'offering' || path === null) return 'answer-unasked';
    if (!this.#offered?.every((byte, index) => byte === to[index])) return 'other-offer';
    path.listen(() => this.#opened(path, answer));
    this.#step.set({ kind: 'connecting', peer: answer.peer });
    this.#limit(connectsWithin, 'unreachable');
    path.take(answer.endpoint).catch((error: unknown) => {
      this.#options.report('an answer by hand could not be taken', error);
      if (this.#path === path) this.#fail('unreachable');
    });
    return null;
  }

  #begin(): HandPath {
    this.#giveUp();
    this.#path = this.#options.path();
    this.#step.set({ kind: 'preparing' });
    return this.#path;
  }

  /** Null if this phone has none to show, or was to do something else meanwhile. */
  async #endpoint(path: HandPath, make: () => Promise<Endpoint>): Promise<Endpoint | null> {
    try {
      return await make();
    } catch (error) {
      this.#options.report('no endpoint to show', error);
      if (this.#path === path) this.#fail('no-network');
      return null;
    }
  }

  #show(step: HandStep): void {
    this.#step.set(step);
    this.#limit(goodFor, 'expired');
  }

  #opened(path: HandPath, { peer, publicKeys }: Slip): void {
    if (this.#path !== path) return;
    const { people, links } = this.#options;
    this.#stopLimit();
    this.#path = null;
    const fresh = !people.all.value.has(peer);
    // Before there is a link: those with strangers are closed.
    if (fresh) void people.add(peer, '');
    void people.keepKeys(peer, publicKeys);
    const named = (name: string | null) => {
      if (fresh && name !== null) void people.add(peer, name);
      this.#step.set({ kind: 'connected', peer, name, fresh });
    };
    links.acceptByHand(new HeardWire(path.wire(peer), named));
  }

  #limit(ms: number, why: HandFailure): void {
    this.#stopLimit();
    this.#stopLimit = this.#options.clock.after(ms, () => this.#fail(why));
  }

  #fail(why: HandFailure): void {
    this.#giveUp();
    this.#step.set({ kind: 'failed', why });
  }

  #giveUp(): void {
    this.#stopLimit();
    this.#path?.close();
    this.#path = null;
    this.#offered = null;
  }
}
