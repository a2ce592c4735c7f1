import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';

const span = 60_000;
const mostOfOne = 3;
const mostOfAll = 12;

/**
 * How often strangers may ring: three times a minute each, twelve times all
 * together. More is no call but a way to fill the recents or to wear somebody out.
 */
export class InviteLimit {
  readonly #clock: Clock;
  #let: readonly { readonly peer: PeerId; readonly at: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts an invite and says whether it may be heard. */
  admits(peer: PeerId): boolean {
    const now = this.#clock.now();
    this.#let = this.#let.filter(({ at }) => now - at < span);
    const ofPeer = this.#let.filter((one) => one.peer === peer).length;
    if (ofPeer >= mostOfOne || this.#let.length >= mostOfAll) return false;
    this.#let = [...this.#let, { peer, at: now }];
    return true;
  }
}
