import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Refused } from './door.ts';

/** Seconds over which a client is counted; what it says in one of them may as well be said at once. */
const duration = 10;
/**
 * A phone that comes to another network dials all of its contacts: with 50 of them, and 40 candidates
 * for each, that is 2 050 messages and some 3 MB, of which a part is said twice.
 */
const messages = 4_000;
const bytes = 10_000_000;
/** A shorter message counts as so many bytes: one limit for both is half the work for each frame. */
const least = bytes / messages;
/** What a client says is counted each time it comes to so much: one who waits for calls is hardly ever. */
const batch = 20 * least;
/** Those who count as one may say so many times as much together: a fifth of what a processor passes on. */
const together = 20;

/** What was said, in bytes as they count, and whether it was long rather than often. */
interface Batch {
  readonly weight: number;
  readonly isLong: boolean;
}

/**
 * How much each client may say, also one that signs on again and again, and how much all together who
 * count as one.
 */
export class Pace {
  readonly #ofOne = new Limit(1, '');
  readonly #ofAll = new Limit(together, ' from one address');

  /** For one connection more; `from` is who counts as one with it. */
  join(from: string): Speech {
    return new Speech(this, from);
  }

  /** Who goes over their own limit uses up nothing of what others have as well. */
  async count(client: string, from: string, said: Batch): Promise<Refused | null> {
    return (await this.#ofOne.count(client, said)) ?? (await this.#ofAll.count(from, said));
  }
}

/** What was said over one connection. */
export class Speech {
  readonly #pace: Pace;
  readonly #from: string;
  /** Since it was counted last; of bytes those that came, and those that they count as. */
  #bytes = 0;
  #weight = 0;
  #refused: Refused | null = null;

  constructor(pace: Pace, from: string) {
    this.#pace = pace;
    this.#from = from;
  }

  /**
   * One frame more of this client. Returns the limit that was gone over before it: those that come at once are
   * counted after they passed.
   */
  frame(client: string, length: number): Refused | null {
    this.#bytes += length;
    this.#weight += Math.max(least, length);
    if (this.#weight >= batch && this.#refused === null) void this.#count(client);
    return this.#refused;
  }

  async #count(client: string): Promise<void> {
    const said = { weight: this.#weight, isLong: this.#weight < 2 * this.#bytes };
    this.#bytes = 0;
    this.#weight = 0;
    const refused = await this.#pace.count(client, this.#from, said);
    // Of frames that come at once the last ones may be answered first.
    this.#refused ??= refused;
  }
}

/** So many times what one client may say. */
class Limit {
  readonly #said: RateLimiterMemory;
  readonly #tooMany: Refused;
  readonly #tooMuch: Refused;

  constructor(times: number, whose: string) {
    this.#said = new RateLimiterMemory({ points: times * bytes, duration, keyPrefix: '' });
    const inTime = `in ${duration} s${whose}`;
    this.#tooMany = { code: 'messages', msg: `More than ${times * messages} messages ${inTime}` };
    const megabytes = (times * bytes) / 1_000_000;
    this.#tooMuch = { code: 'bytes', msg: `More than ${megabytes} MB ${inTime}` };
  }

  /** Counts it; returns this limit if that goes over it. */
  async count(key: string, { weight, isLong }: Batch): Promise<Refused | null> {
    return this.#said.consume(key, weight).then(
      () => null,
      () => (isLong ? this.#tooMuch : this.#tooMany),
    );
  }
}
