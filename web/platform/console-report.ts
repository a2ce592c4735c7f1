import type { Report } from '../lib/report.ts';

/** Counts what was dropped, and logs the 1st, 10th, 100th … of each kind: a flood must not fill the log. */
export function consoleReport(): Report {
  const counts = new Map<string, number>();
  return (what, detail) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    if (Number.isInteger(Math.log10(count)))
      console.warn(`${what} (${count} so far)`, detail ?? '');
  };
}
