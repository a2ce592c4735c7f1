import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressOf, networkOf, type Trust } from './address.ts';
import { Crowd } from './crowd.ts';
import type { Door, Refused, TurnedAway, Visit } from './door.ts';
import { fits } from './fits.ts';
import type { Log } from './log.ts';
import { originOf, type Origin } from './origin.ts';
import { isPeerId } from './peer-id.ts';
import type { Settings } from './settings.ts';
import { SpeechLimit, type Speech } from './speech-limit.ts';

/** Sign-ons a minute for each connection that an address may have: all come back after an outage, some twice. */
const signOnsEach = 3;
/** An address may use up so much of what all pages of another server have together: who is no browser can name any. */
const partOfPages = 1 / 4;

/** Of an address so many, and such a part of all it may have, may say at once as much as one may. */
const leastTogether = 20;
const partTogether = 1 / 20;

interface DoorOptions extends Pick<Settings, 'publicUrl' | 'maxPerAddress' | 'natsUrl'> {
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
  readonly #byAddress: Limits;
  readonly #byPages: Limits;
  readonly #byPagesThere: Limits;
  readonly #questions: RateLimiterMemory;
  readonly #speechLimit: SpeechLimit;
  readonly #key: string;
  readonly #log: Log;
  #hasWarned = false;

  constructor({ trust, publicUrl, maxPerAddress, natsUrl, log }: DoorOptions) {
    this.#trust = trust;
    this.#ownOrigin = publicUrl === null ? null : new URL(publicUrl).origin;
    this.#byAddress = new Limits('address', 'from one address', maxPerAddress);
    const ofPages = 'from pages of one other server';
    this.#byPages = new Limits('site', ofPages, maxPerAddress);
    const there = Math.ceil(maxPerAddress * partOfPages);
    this.#byPagesThere = new Limits('site', `${ofPages} at one address`, there);
    this.#speechLimit = new SpeechLimit(Math.max(leastTogether, maxPerAddress * partTogether));
    this.#questions = new RateLimiterMemory(signOns(maxPerAddress));
    this.#key = natsUrl.join();
    this.#log = log;
  }

  async enter(request: IncomingMessage): Promise<Visit | TurnedAway> {
    const origin = originOf(request, this.#ownOrigin);
    if (origin.kind === 'none') return { status: 403, code: 'origin' };
    const address = networkOf(addressOf(request, this.#trust));
    this.#log.debug({ address, origin }, 'At the door');
    if (origin.kind === 'other' && !isPeerId(idOf(request))) {
      return new SentAway(notAPhone);
    }
    const shares = this.#sharesOf(address, origin);
    const refused = (await tooFast(shares)) ?? tooMany(shares);
    if (refused === null) {
      const from = this.#markOf(address);
      return new Inside(from, shares, this.#speechLimit.join(from));
    }
    this.#warn(request);
    return new SentAway(refused);
  }

  /** Whether an address may have another signature checked for `/api/ice`. */
  mayAsk(request: IncomingMessage): Promise<boolean> {
    return fits(this.#questions, networkOf(addressOf(request, this.#trust)));
  }

  /**
   * What stands for an address where messages are concerned, since it goes to other servers with them. Those
   * with the same NATS_URL come to the same; who does not know the password in it learns no address.
   */
  #markOf(address: string): string {
    return createHmac('sha256', this.#key).update(address).digest().toString('base64url', 0, 9);
  }

  /** The narrowest first: who goes over that uses up nothing of what others have as well. */
  #sharesOf(address: string, origin: Origin): readonly Share[] {
    const own = { limits: this.#byAddress, key: address };
    if (origin.kind !== 'other') return [own];
    return [
      own,
      { limits: this.#byPagesThere, key: `${address} ${origin.origin}` },
      { limits: this.#byPages, key: origin.origin },
    ];
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

/** What those may have who count as one. */
class Limits {
  readonly inside: Crowd;
  readonly signOns: RateLimiterMemory;
  readonly tooMany: Refused;
  readonly tooFast: Refused;

  constructor(code: string, whose: string, most: number) {
    this.inside = new Crowd(most);
    this.signOns = new RateLimiterMemory(signOns(most));
    this.tooMany = { code, msg: `More than ${most} connections ${whose}` };
    const inMinute = `${signOnsEach * most} sign-ons in a minute`;
    this.tooFast = { code: 'sign-ons', msg: `More than ${inMinute} ${whose}` };
  }
}

/** In which limits a connection counts, and as whose. */
interface Share {
  readonly limits: Limits;
  readonly key: string;
}

function signOns(most: number) {
  return { points: signOnsEach * most, duration: 60, keyPrefix: '' };
}

/** Counts one sign-on more, up to the first limit it goes over. */
async function tooFast(shares: readonly Share[]): Promise<Refused | null> {
  for (const { limits, key } of shares) {
    if (!(await fits(limits.signOns, key))) return limits.tooFast;
  }
  return null;
}

function tooMany(shares: readonly Share[]): Refused | null {
  return shares.find(({ limits, key }) => !limits.inside.hasRoom(key))?.limits.tooMany ?? null;
}

/** Somebody who is told why not. */
class SentAway implements Visit {
  readonly from = '';
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

  takeRest(): number {
    return 0;
  }

  leave(): void {
    // Was never counted.
  }
}

class Inside implements Visit {
  readonly from: string;
  readonly #shares: readonly Share[];
  readonly #speech: Speech;

  constructor(from: string, shares: readonly Share[], speech: Speech) {
    this.from = from;
    this.#shares = shares;
    this.#speech = speech;
    for (const { limits, key } of shares) limits.inside.enter(key);
  }

  signOn(): null {
    return null;
  }

  frame(id: string, bytes: number): Refused | null {
    return this.#speech.frame(id, bytes);
  }

  takeRest(): number {
    return this.#speech.takeRest();
  }

  leave(): void {
    for (const { limits, key } of this.#shares) limits.inside.leave(key);
  }
}

const notAPhone: Refused = {
  code: 'origin',
  msg: 'From the page of another server only phones with a signed token are taken',
};

function idOf({ url }: IncomingMessage): string {
  return new URL(url ?? '/', 'http://broker').searchParams.get('id') ?? '';
}
