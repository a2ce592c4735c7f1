import type { Report } from '../lib/report.ts';
import { Store } from '../lib/store.ts';
import { isAccepted, type CallId } from './call.ts';
import type { Quality, QualityOfCalls } from './quality.ts';
import type { QualitySummary } from './quality-summary-schema.ts';
import type { QualityWatch, QualityWatchOptions } from './quality-watch.ts';

/** Watches the quality from the first accepted call on; what measures is loaded with it, not before. */
export class QualityGate {
  readonly #options: QualityWatchOptions;
  readonly #report: Report;
  readonly #all = new Store<ReadonlyMap<CallId, Quality>>(new Map());
  #watch: QualityWatch | null = null;
  #stopListening: () => void;
  #closed = false;

  constructor(options: QualityWatchOptions, report: Report) {
    this.#options = options;
    this.#report = report;
    this.#stopListening = options.calls.subscribe((calls) => {
      if (![...calls.values()].some(isAccepted)) return;
      this.#stopListening();
      void this.#open();
    });
  }

  get all(): QualityOfCalls {
    return this.#all;
  }

  /** What to keep of a call that is over; null if nothing was measured. */
  summary(id: CallId): QualitySummary | null {
    return this.#watch?.summary(id) ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    this.#watch?.close();
  }

  async #open(): Promise<void> {
    try {
      const { QualityWatch } = await import('./quality-watch.ts');
      if (this.#closed) return;
      const watch = new QualityWatch(this.#options);
      this.#watch = watch;
      this.#all.set(watch.all.value);
      watch.all.subscribe((all) => this.#all.set(all));
    } catch (error) {
      // The call goes on without figures.
      this.#report('the quality of calls is not measured', error);
    }
  }
}
