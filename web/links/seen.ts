import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { RecentMap } from '../lib/recent-map.ts';

/** How far a letter's time may be from this phone's, in ms; before and after. */
const freshFor = 120_000;
const mostStrangers = 300;
const mostContacts = 10_000;
/** Routes differ by so much, in ms; what comes later than others was held back. */
const overtakenBy = 3_000;
/** A call set-up takes some thirty letters. */
const mostPerPeer = 1_000;

/** So many are handed on to the next page, some 100 kB. */
const mostHandedOn = 1_500;

interface Read {
  /** When the newest letter was written, or read if that says less; in ms since 1970. */
  readonly newest: number;
  /** When each letter was written, by its name. */
  readonly nonces: RecentMap<string, number>;
}

/** A letter that was read: its sender, its name, and when it was written, in ms since 1970. */
type ReadLetter = readonly [from: PeerId, nonce: string, at: number];

const readLettersSchema = v.array(
  v.tuple([peerIdSchema, v.pipe(v.string(), v.maxLength(22)), v.pipe(v.number(), v.safeInteger())]),
);

/** What a page before this one noted of letters it read; none for anything else. */
export function parseReadLetters(noted: unknown): readonly ReadLetter[] {
  const parsed = v.safeParse(readLettersSchema, noted);
  return parsed.success ? parsed.output : [];
}

/**
 * Which letters were read already. Too many push out the oldest: a flood must not keep others from
 * being read, and whoever replays one that was forgotten has nothing of it but a failed connection.
 * Any number of strangers push out strangers only.
 */
export class Seen {
  readonly #strangers = new RecentMap<PeerId, Read>(mostStrangers);
  readonly #contacts = new RecentMap<PeerId, Read>(mostContacts);
  readonly #isContact: (peer: PeerId) => boolean;

  constructor(
    isContact: (peer: PeerId) => boolean,
    now: number,
    before: readonly ReadLetter[] = [],
  ) {
    this.#isContact = isContact;
    const byTime = [...before].sort(([, , one], [, , other]) => one - other);
    for (const letter of byTime) this.isNew(...letter, now);
  }

  /** What the next page has to know: letters of these minutes, those of contacts if there are too many. */
  recent(now: number): readonly ReadLetter[] {
    const recent = [...this.#strangers.entries(), ...this.#contacts.entries()].flatMap(
      ([from, { nonces }]) =>
        [...nonces.entries()]
          .filter(([, at]) => this.isFresh(at, now))
          .map(([nonce, at]): ReadLetter => [from, nonce, at]),
    );
    return recent.slice(-mostHandedOn);
  }

  /** Whether a letter written `at` is of these minutes. */
  isFresh(at: number, now: number): boolean {
    return Math.abs(now - at) <= freshFor;
  }

  /**
   * Whether this is the first letter of that name, and none that was written long after it has been
   * read: an invite that somebody kept must not break into a later call. One that may be late may be
   * such a one. It is read from now on. One that is ahead of its time counts as of now: a clock that
   * was fast may be set back.
   */
  isNew(from: PeerId, nonce: string, at: number, now: number, mayBeLate = false): boolean {
    const written = Math.min(at, now);
    const { newest, nonces } = this.#contacts.get(from) ??
      this.#strangers.get(from) ?? { newest: written, nonces: new RecentMap(mostPerPeer) };
    const isOvertaken = newest - at > overtakenBy && !mayBeLate;
    if (nonces.get(nonce) !== undefined || isOvertaken) return false;
    nonces.set(nonce, at);
    const peers = this.#isContact(from) ? this.#contacts : this.#strangers;
    peers.set(from, { newest: Math.max(newest, written), nonces });
    return true;
  }
}
