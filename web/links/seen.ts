import type { PeerId } from '../identity/peer-id.ts';
import { RecentMap } from '../lib/recent-map.ts';

/** How far a letter's time may be from this phone's, in ms; before and after. */
const freshFor = 120_000;
const mostPeers = 300;
/** Routes differ by so much, in ms; what comes later than others was held back. */
const overtakenBy = 3_000;
/** A call set-up takes some thirty letters. */
const mostPerPeer = 1_000;

/**
 * Which letters were read already. Too many push out the oldest: a flood must not keep others from
 * being read, and whoever replays one that was forgotten has nothing of it but a failed connection.
 */
export class Seen {
  readonly #peers = new RecentMap<PeerId, { newest: number; nonces: RecentMap<string, true> }>(
    mostPeers,
  );

  /** Whether a letter written `at` is of these minutes. */
  isFresh(at: number, now: number): boolean {
    return Math.abs(now - at) <= freshFor;
  }

  /**
   * Whether this is the first letter of that name, and none that was written long after it has been
   * read: an invite that somebody kept must not break into a later call. It is read from now on.
   */
  isNew(from: PeerId, nonce: string, at: number): boolean {
    const known = this.#peers.get(from) ?? { newest: at, nonces: new RecentMap(mostPerPeer) };
    if (known.nonces.get(nonce) || known.newest - at > overtakenBy) return false;
    known.nonces.set(nonce, true);
    known.newest = Math.max(known.newest, at);
    this.#peers.set(from, known);
    return true;
  }
}
