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

const tooMany: Refused = {
  code: 'messages',
  msg: `More than ${messages} messages in ${duration} s`,
};
const tooMuch: Refused = {
  code: 'bytes',
  msg: `More than ${bytes / 1_000_000} MB in ${duration} s`,
};

/** How much each client may say. */
export class Pace {
  readonly #said = new RateLimiterMemory({ points: bytes, duration, keyPrefix: '' });

  /** Counts one frame. Resolves with the limit that it goes over, or null. */
  async count(client: number, length: number): Promise<Refused | null> {
    try {
      await this.#said.consume(client, Math.max(least, length));
      return null;
    } catch {
      return length > least ? tooMuch : tooMany;
    }
  }
}
