import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Store, type Readable } from '../lib/store.ts';

/** Somebody else wrote, or changed, what came in the name of `peer`. */
export interface Forgery {
  readonly peer: PeerId;
  /** In ms since 1970. */
  readonly at: number;
}

/** Whoever forges once forges often; each person is told of this seldom, in ms. */
const quietFor = 10 * 60_000;

/** Forged letters the user should hear of. */
export class Forgeries {
  readonly #last = new Store<Forgery | null>(null);
  readonly #toldAt = new Map<PeerId, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get last(): Readable<Forgery | null> {
    return this.#last;
  }

  /** `peer` is a contact: what is said of strangers is nobody's loss. */
  add(peer: PeerId): void {
    const at = this.#clock.now();
    if (at - (this.#toldAt.get(peer) ?? -Infinity) < quietFor) return;
    this.#toldAt.set(peer, at);
    this.#last.set({ peer, at });
  }
}
