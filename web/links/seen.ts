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

interface Read {
  readonly newest: number;
  readonly nonces: RecentMap<string, true>;
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

  constructor(isContact: (peer: PeerId) => boolean) {
    this.#isContact = isContact;
  }

  /** Whether a letter written `at` is of these minutes. */
  isFresh(at: number, now: number): boolean {
    return Math.abs(now - at) <= freshFor;
  }

  /**
   * Whether this is the first letter of that name, and none that was written long after it has been
   * read: an invite that somebody kept must not break into a later call. It is read from now on.
   */
  isNew(from: PeerId, nonce: string, at: number): boolean {
    const { newest, nonces } = this.#contacts.get(from) ??
      this.#strangers.get(from) ?? { newest: at, nonces: new RecentMap(mostPerPeer) };
    if (nonces.get(nonce) || newest - at > overtakenBy) return false;
    nonces.set(nonce, true);
    const peers = this.#isContact(from) ? this.#contacts : this.#strangers;
    peers.set(from, { newest: Math.max(newest, at), nonces });
    return true;
  }
}
