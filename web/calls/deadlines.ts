import type { Clock } from '../lib/clock.ts';
import type { Call, CallId } from './call.ts';
import { timeLeft } from './limits.ts';

/** Says when a call has been in its phase for as long as it may. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #overdue: (id: CallId) => void;
  readonly #timers = new Map<CallId, { readonly phase: string; readonly stop: () => void }>();

  constructor(clock: Clock, overdue: (id: CallId) => void) {
    this.#clock = clock;
    this.#overdue = overdue;
  }

  /** A call may have come into another phase. */
  follow(call: Call): void {
    const { id, phase } = call;
    if (this.#timers.get(id)?.phase === phase.kind) return;
    this.stop(id);
    const now = this.#clock.now();
    const ms = timeLeft(call, now, now);
    const stop = ms === null ? () => {} : this.#clock.after(ms, () => this.#overdue(id));
    this.#timers.set(id, { phase: phase.kind, stop });
  }

  stop(id: CallId): void {
    this.#timers.get(id)?.stop();
    this.#timers.delete(id);
  }

  close(): void {
    for (const id of [...this.#timers.keys()]) this.stop(id);
  }
}
