import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressOf, networkOf, type Trust } from './address.ts';
import { Crowd } from './crowd.ts';
import type { Door, Refused, TurnedAway, Visit } from './door.ts';
import type { Log } from './log.ts';
import { originOf } from './origin.ts';
import { Pace, type Speech } from './pace.ts';
import { isPeerId } from './peer-id.ts';
import type { Settings } from './settings.ts';

/** Sign-ons a minute for each connection that an address may have: all come back after an outage, some twice. */
const signOnsEach = 3;

interface DoorOptions extends Pick<Settings, 'publicUrl' | 'maxPerAddress'> {
  readonly trust: Trust;
  readonly log: Log;
}

/**
 * Keeps out who takes more than their share: an address, the pages of another server together, and
 * one client. docs/decisions/0042.
 */
export class Doorkeeper implements Door {
  readonly #trust: Trust;
  readonly #ownOrigin: string | null;
  readonly #most: number;
  readonly #inside: Crowd;
  readonly #signOns: RateLimiterMemory;
  readonly #questions: RateLimiterMemory;
  readonly #pace = new Pace();
  readonly #log: Log;
  #hasWarned = false;

  constructor({ trust, publicUrl, maxPerAddress, log }: DoorOptions) {
    const perMinute = { points: signOnsEach * maxPerAddress, duration: 60 };
    this.#trust = trust;
    this.#ownOrigin = publicUrl === null ? null : new URL(publicUrl).origin;
    this.#most = maxPerAddress;
    this.#inside = new Crowd(maxPerAddress);
    this.#signOns = new RateLimiterMemory({ ...perMinute, keyPrefix: 'sign-on' });
    this.#questions = new RateLimiterMemory({ ...perMinute, keyPrefix: 'ice' });
    this.#log = log;
  }

  async enter(request: IncomingMessage): Promise<Visit | TurnedAway> {
    const origin = originOf(request, this.#ownOrigin);
    if (origin.kind === 'none') return { status: 403, code: 'origin' };
    const address = networkOf(addressOf(request, this.#trust));
    this.#log.debug({ address, origin }, 'At the door');
    if (origin.kind === 'other' && !isPeerId(idOf(request))) return new SentAway(notAPhone);
    const shares = origin.kind === 'other' ? [address, origin.origin] : [address];
    const isTooFast = !(await this.#counts(this.#signOns, shares));
    const full = shares.find((share) => !this.#inside.hasRoom(share));
    if (!isTooFast && full === undefined)
      return new Inside(shares, this.#inside, this.#pace.join());
    this.#warn(request);
    if (isTooFast) return new SentAway(tooFast(signOnsEach * this.#most));
    return new SentAway(full === address ? addressFull(this.#most) : siteFull(this.#most));
  }

  /** Whether an address may have another signature checked for `/api/ice`. */
  mayAsk(request: IncomingMessage): Promise<boolean> {
    return this.#counts(this.#questions, [networkOf(addressOf(request, this.#trust))]);
  }

  async #counts(limiter: RateLimiterMemory, shares: readonly string[]): Promise<boolean> {
    const counted = await Promise.allSettled(shares.map((share) => limiter.consume(share)));
    return counted.every(({ status }) => status === 'fulfilled');
  }

  /** Once: all phones behind a proxy that is not trusted count as one address. */
  #warn({ headers, socket }: IncomingMessage): void {
    const isBehindProxy =
      'x-forwarded-for' in headers && !this.#trust(socket.remoteAddress ?? '', 0);
    if (this.#hasWarned || !isBehindProxy) return;
    this.#hasWarned = true;
    this.#log.warn(
      'TRUST_PROXY does not name the proxy before this server: all phones behind it count as one address',
    );
  }
}

/** Somebody who is told why not. */
class SentAway implements Visit {
  readonly #refused: Refused;

  constructor(refused: Refused) {
    this.#refused = refused;
  }

  signOn(): Refused {
    return this.#refused;
  }

  frame(): Refused {
    return this.#refused;
  }

  leave(): void {
    // Was never counted.
  }
}

class Inside implements Visit {
  readonly #shares: readonly string[];
  readonly #inside: Crowd;
  readonly #speech: Speech;

  constructor(shares: readonly string[], inside: Crowd, speech: Speech) {
    this.#shares = shares;
    this.#inside = inside;
    this.#speech = speech;
    for (const share of shares) inside.enter(share);
  }

  signOn(): null {
    return null;
  }

  frame(bytes: number): Refused | null {
    return this.#speech.frame(bytes);
  }

  leave(): void {
    for (const share of this.#shares) this.#inside.leave(share);
  }
}

const notAPhone: Refused = {
  code: 'origin',
  msg: 'From the page of another server only phones with a signed token are taken',
};

function tooFast(most: number): Refused {
  return {
    code: 'sign-ons',
    msg: `More than ${most} sign-ons in a minute from one address or page`,
  };
}

function addressFull(most: number): Refused {
  return { code: 'address', msg: `More than ${most} connections from one address` };
}

function siteFull(most: number): Refused {
  return { code: 'site', msg: `More than ${most} connections from pages of one other server` };
}

function idOf({ url }: IncomingMessage): string {
  return new URL(url ?? '/', 'http://broker').searchParams.get('id') ?? '';
}
