import { Late } from '../lib/late.ts';
import type { Report } from '../lib/report.ts';
import type { Scope } from '../lib/scope.ts';
import { isAccepted, type CallId } from './call.ts';
import type { QualityOfCalls } from './quality.ts';
import type { QualitySummary } from './quality-summary-schema.ts';
import type { QualityWatch, QualityWatchOptions } from './quality-watch.ts';

/**
 * Watches the quality from the first accepted call on, as long as `scope` is open; what measures is
 * loaded with it, not before.
 */
export class QualityGate {
  readonly all: QualityOfCalls;
  readonly #watch: Late<QualityWatch>;

  constructor(scope: Scope, options: QualityWatchOptions, report: Report) {
    this.#watch = new Late(
      options.clock,
      async () => {
        const { QualityWatch } = await import('./quality-watch.ts');
        const watch = new QualityWatch(options);
        scope.add(() => watch.close());
        return watch;
      },
      // The call goes on without figures.
      (error) => report('the quality of calls is not measured', error),
    );
    this.all = this.#watch.view(({ all }) => all, new Map());
    scope.add(
      options.calls.subscribe((calls) => {
        if ([...calls.values()].some(isAccepted)) void this.#watch.open();
      }),
    );
  }

  /** What to keep of a call that is over; null if nothing was measured. */
  summary(id: CallId): QualitySummary | null {
    return this.#watch.value?.summary(id) ?? null;
  }
}
