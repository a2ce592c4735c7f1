import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Refused } from './door.ts';
import { fits } from './fits.ts';

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

const tooMany: Refused = {
  code: 'messages',
  msg: `More than ${messages} messages in ${duration} s`,
};
const tooMuch: Refused = {
  code: 'bytes',
  msg: `More than ${bytes / 1_000_000} MB in ${duration} s`,
};

/**
 * How much each client may say, also one that signs on again and again. Who count as one, as those of an
 * address do, may say so much together; beyond it nothing more is read of them for a while.
 */
export class SpeechLimit {
  readonly #ofOne = new RateLimiterMemory({ points: bytes, duration, keyPrefix: '' });
  readonly #ofAll: RateLimiterMemory;

  /** Those who count as one may say `together` times as much as one client. */
  constructor(together: number) {
    this.#ofAll = new RateLimiterMemory({ points: together * bytes, duration, keyPrefix: '' });
  }

  /** For one connection more; `from` is who counts as one with it. */
  join(from: string): Speech {
    return new Speech(this, from);
  }

  /** Counts what a client has said; false if that goes over its limit. */
  admits(client: string, weight: number): Promise<boolean> {
    return fits(this.#ofOne, client, weight);
  }

  /** Counts it for all together; resolves with how long they have to rest, in ms. */
  async restOf(from: string, weight: number): Promise<number> {
    return this.#ofAll.consume(from, weight).then(
      () => 0,
      (result: unknown) => (result instanceof RateLimiterRes ? result.msBeforeNext : 0),
    );
  }
}

/** What was said over one connection. */
export class Speech {
  readonly #limit: SpeechLimit;
  readonly #from: string;
  /** Since it was counted last; of bytes those that came, and those that they count as. */
  #bytes = 0;
  #weight = 0;
  #refused: Refused | null = null;
  #rest = 0;

  constructor(limit: SpeechLimit, from: string) {
    this.#limit = limit;
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

  /** For so long nothing more should be read of it, in ms; said once. */
  takeRest(): number {
    const rest = this.#rest;
    this.#rest = 0;
    return rest;
  }

  async #count(client: string): Promise<void> {
    const [weight, isLong] = [this.#weight, this.#weight < 2 * this.#bytes];
    this.#bytes = 0;
    this.#weight = 0;
    // Who goes over their own limit uses up nothing of what others have as well.
    if (await this.#limit.admits(client, weight)) {
      this.#rest = await this.#limit.restOf(this.#from, weight);
    } else {
      // Of frames that come at once the last ones may be answered first.
      this.#refused ??= isLong ? tooMuch : tooMany;
    }
  }
}
