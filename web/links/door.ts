import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Admission } from './consent.ts';
import type { Signal } from './signals.ts';

/** How long a held signal is worth keeping, in ms: a call rings no longer than that. */
const keptFor = 60_000;
/** A call set-up takes two offers and some twenty candidates. */
const mostPerPeer = 80;
const mostPeers = 32;

interface Held {
  readonly since: number;
  readonly signals: Signal[];
}

/**
 * Keeps the signals of strangers until the user has decided. What is held was
 * seen by nobody: PeerJS answers nothing and no candidate leaves the browser.
 */
export class Door {
  #held = new Map<PeerId, Held>();
  readonly #ask: (peer: PeerId) => Admission;
  readonly #clock: Clock;

  constructor(ask: (peer: PeerId) => Admission, clock: Clock) {
    this.#ask = ask;
    this.#clock = clock;
  }

  /** Passes, holds or drops a signal, as the rule says now. */
  arrive(from: PeerId, signal: Signal): Admission {
    const verdict = this.#ask(from);
    if (verdict !== 'hold') return verdict;
    return this.#hold(from, signal) ? 'hold' : 'drop';
  }

  /** What was held for this peer, in its order; the door forgets it. */
  release(peer: PeerId): readonly Signal[] {
    const held = this.#held.get(peer);
    this.#held.delete(peer);
    return held && this.#isFresh(held) ? held.signals : [];
  }

  #hold(from: PeerId, signal: Signal): boolean {
    const held = this.#held.get(from);
    if (held && this.#isFresh(held)) {
      if (signal.type === 'OFFER') forgetEarlier(held.signals, signal.payload.type);
      if (held.signals.length >= mostPerPeer) return false;
      held.signals.push(signal);
      return true;
    }
    for (const [peer, old] of this.#held) if (!this.#isFresh(old)) this.#held.delete(peer);
    if (this.#held.size >= mostPeers) return false;
    this.#held.set(from, { since: this.#clock.now(), signals: [signal] });
    return true;
  }

  #isFresh(held: Held): boolean {
    return this.#clock.now() - held.since < keptFor;
  }
}

/** A second offer of the same kind means that the first connection is gone. */
function forgetEarlier(signals: Signal[], type: Signal['payload']['type']): void {
  const kept = signals.filter((signal) => signal.payload.type !== type);
  signals.splice(0, signals.length, ...kept);
}
