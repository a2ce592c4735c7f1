import type { Clock } from '../lib/clock.ts';
import { loads, type Load } from '../lib/loads.ts';
import type { Line } from '../links/line.ts';

/** What loads for so long makes one ask whether the broker is still there, in ms. */
const comesWithin = 3_000;
/** What was stopped once gets so much time, in ms: a line may be slow. */
const calmFor = 60_000;

interface DeadLoadsOptions {
  readonly line: Pick<Line, 'status' | 'ask'>;
  readonly clock: Clock;
  /** Ends all that loads now, with an error. */
  stop(): void;
}

/**
 * Where the network changes, the connections by which a part of the app comes are dead, and a browser
 * waits for minutes until it says so (RFC 1122, section 4.2.3.5). When the broker has been lost and
 * is back, what has loaded since before is stopped: whoever waits for it is told, and asks again.
 */
export function watchLoads({ line, clock, stop }: DeadLoadsOptions): () => void {
  const doubted = new Set<Load>();
  let stoppedAt = -Infinity;
  let stopWaiting: (() => void) | null = null;
  const ask = () => {
    if (clock.now() - stoppedAt > calmFor) line.ask();
  };
  const unwatch = [
    loads.subscribe(({ size }) => {
      if (size > 0) return void (stopWaiting ??= clock.after(comesWithin, ask));
      stopWaiting?.();
      stopWaiting = null;
    }),
    line.status.subscribe(({ kind }) => {
      if (kind !== 'online') return loads.value.forEach((load) => doubted.add(load));
      if ([...doubted].some((load) => loads.value.has(load))) {
        stoppedAt = clock.now();
        stop();
      }
      doubted.clear();
    }),
  ];
  return () => {
    stopWaiting?.();
    unwatch.forEach((each) => each());
  };
}
