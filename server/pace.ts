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

const tooMany: Refused = {
  code: 'messages',
  msg: `More than ${messages} messages in ${duration} s`,
};
const tooMuch: Refused = {
  code: 'bytes',
  msg: `More than ${bytes / 1_000_000} MB in ${duration} s`,
};

/** How much each client may say, also one that signs on again and again. */
export class Pace {
  readonly #said = new RateLimiterMemory({ points: bytes, duration, keyPrefix: '' });

  /** For one connection more. */
  join(): Speech {
    return new Speech(this.#said);
  }
}

/** What was said over one connection. */
export class Speech {
  readonly #said: RateLimiterMemory;
  /** Since it was counted last; of bytes those that came, and those that they count as. */
  #bytes = 0;
  #weight = 0;
  #refused: Refused | null = null;

  constructor(said: RateLimiterMemory) {
    this.#said = said;
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
    const [weight, isLong] = [this.#weight, this.#weight < 2 * this.#bytes];
    this.#bytes = 0;
    this.#weight = 0;
    try {
      await this.#said.consume(client, weight);
    } catch {
      // Of frames that come at once the last ones may be answered first.
      this.#refused ??= isLong ? tooMuch : tooMany;
    }
  }
}
