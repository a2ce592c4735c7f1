import type { Clock } from '../lib/clock.ts';

/** The browser's time. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
