import type { PeerId } from '../identity/peer-id.ts';
import { RecentMap } from '../lib/recent-map.ts';

/** How far a letter's time may be from this phone's, in ms; before and after. */
const freshFor = 120_000;
const mostPeers = 300;
/** A call set-up takes some thirty letters. */
const mostPerPeer = 1_000;

/**
 * Which letters were read already. Too many push out the oldest: a flood must not keep others from
 * being read, and whoever replays one that was forgotten has nothing of it but a failed connection.
 */
export class Seen {
  readonly #peers = new RecentMap<PeerId, RecentMap<string, true>>(mostPeers);

  /** Whether a letter written `at` is of these minutes. */
  isFresh(at: number, now: number): boolean {
    return Math.abs(now - at) <= freshFor;
  }

  /** Whether this is the first letter of that name; it is not any more afterwards. */
  isFirst(from: PeerId, nonce: string): boolean {
    const nonces = this.#peers.get(from) ?? new RecentMap<string, true>(mostPerPeer);
    if (nonces.get(nonce)) return false;
    nonces.set(nonce, true);
    this.#peers.set(from, nonces);
    return true;
  }
}
