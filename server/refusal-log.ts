import type { Log } from './log.ts';
import type { Observer } from './observer.ts';

/** Whoever floods the server must not flood its log: refusals are counted for so long, in ms. */
const every = 60_000;

/**
 * Tells the log once a minute how many were refused, by reason, if anybody was; `tell` does so now.
 * All that the returned observer is told goes on to the other.
 */
export function logRefusals(
  log: Log,
  observer: Observer,
): { readonly observer: Observer; tell(): void } {
  const counts = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  function tell() {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size > 0) log.info({ refused: Object.fromEntries(counts) }, 'Refused');
    counts.clear();
  }
  return {
    observer: {
      ...observer,
      refused(reason) {
        observer.refused(reason);
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
        timer ??= setTimeout(tell, every).unref();
      },
    },
    tell,
  };
}
