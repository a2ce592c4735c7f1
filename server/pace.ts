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
  readonly #messages = new RateLimiterMemory({ points: messages, duration, keyPrefix: '' });
  readonly #bytes = new RateLimiterMemory({ points: bytes, duration, keyPrefix: '' });

  /** Counts one frame. Resolves with the limit that it goes over, or null. */
  async count(client: number, length: number): Promise<Refused | null> {
    try {
      await this.#messages.consume(client);
    } catch {
      return tooMany;
    }
    try {
      await this.#bytes.consume(client, length);
    } catch {
      return tooMuch;
    }
    return null;
  }
}
