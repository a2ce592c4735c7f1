import type { PeerId } from '../identity/peer-id.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Signal } from './signals.ts';

/** Connections that are remembered, those that wait for their description, and candidates of each. */
const mostDescribed = 300;
const mostWaiting = 32;
const mostCandidates = 32;

/**
 * Letters of one connection may take several ways, so candidates can be here before the offer or
 * answer which they belong to. Then they wait for it: before it is there, PeerJS can't use them.
 */
export class EarlyCandidates {
  readonly #described = new RecentMap<string, true>(mostDescribed);
  readonly #waiting = new RecentMap<string, readonly Signal[]>(mostWaiting);

  /** What PeerJS can use now that this signal is here, in its order. */
  pass(from: PeerId, signal: Signal): readonly Signal[] {
    const name = `${from} ${signal.payload.connectionId}`;
    const waiting = this.#waiting.get(name) ?? [];
    if (signal.type !== 'CANDIDATE') {
      this.#described.set(name, true);
      this.#waiting.delete(name);
      return [signal, ...waiting];
    }
    if (this.#described.get(name)) return [signal];
    if (waiting.length < mostCandidates) this.#waiting.set(name, [...waiting, signal]);
    return [];
  }
}
