import type { Clock } from './clock.ts';
import { RecentMap } from './recent-map.ts';

/** Lets so much happen in a second, by key; the second begins with the first that happens. */
export class RateLimit<Key> {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #seconds: RecentMap<Key, { readonly since: number; count: number }>;

  constructor(most: number, keys: number, clock: Clock) {
    this.#most = most;
    this.#clock = clock;
    this.#seconds = new RecentMap(keys);
  }

  /** Whether one more may happen now; it counts from then on. */
  admits(key: Key): boolean {
    const now = this.#clock.now();
    const known = this.#seconds.get(key);
    // The clock may have been set back.
    const isSame = known && Math.abs(now - known.since) < 1_000;
    const second = isSame ? known : { since: now, count: 0 };
    this.#seconds.set(key, second);
    return ++second.count <= this.#most;
  }
}
