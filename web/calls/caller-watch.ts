import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { ringsHere, type Call, type CallId } from './call.ts';

/** Each look covers so much, in ms: a caller invites every 1.5 s, or there is an open link. */
const lookEvery = 3_000;
/** So many looks in a row find no caller before there is none; a network changes in less. */
const mostMissed = 6;

interface Watch {
  /** How many looks found nothing; a page that slept made none. */
  missed: number;
  stop(): void;
}

/** Notices that nobody calls any more where a phone rings: its caller's page went without a word. */
export class CallerWatch {
  readonly #clock: Clock;
  readonly #isLinked: (peer: PeerId) => boolean;
  readonly #gone: (id: CallId) => void;
  readonly #watches = new Map<CallId, Watch>();

  constructor(clock: Clock, isLinked: (peer: PeerId) => boolean, gone: (id: CallId) => void) {
    this.#clock = clock;
    this.#isLinked = isLinked;
    this.#gone = gone;
  }

  /** A call may have begun to ring here, or do so no longer. */
  follow(call: Call): void {
    const rings = ringsHere(call);
    if (rings === this.#watches.has(call.id)) return;
    if (!rings) return this.stop(call.id);
    const watch: Watch = { missed: 0, stop: () => {} };
    this.#watches.set(call.id, watch);
    this.#lookLater(call, watch);
  }

  /** The caller said something about the call. */
  heard(id: CallId): void {
    const watch = this.#watches.get(id);
    if (watch) watch.missed = 0;
  }

  stop(id: CallId): void {
    this.#watches.get(id)?.stop();
    this.#watches.delete(id);
  }

  close(): void {
    for (const id of [...this.#watches.keys()]) this.stop(id);
  }

  #lookLater({ id, peer }: Pick<Call, 'id' | 'peer'>, watch: Watch): void {
    watch.stop = this.#clock.after(lookEvery, () => {
      watch.missed = this.#isLinked(peer) ? 0 : watch.missed + 1;
      if (watch.missed >= mostMissed) this.#gone(id);
      else this.#lookLater({ id, peer }, watch);
    });
  }
}
