/** One figure beside the figure of its baseline, both measured in this run. */
export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: string;
  readonly baselineValue: number;
  /** The most the ratio may be; null where the budget is on the value. */
  readonly budget: number | null;
  /** The least the ratio may be, where more is better. */
  readonly least?: number;
}

const json = process.argv.includes('--json');

/** Says, beside the figures, what is not measured and why; the process ends with code 1 then. */
export function leaveOut(what: string, why: string): void {
  console.error(`Not measured: ${what}, ${why}.`);
  process.exitCode = 1;
}

/** Prints a figure: one JSON object a line with `--json`, else a line of a table. */
export function print(figure: Figure): void {
  const { bench, metric, value, unit, baseline, baselineValue, budget, least } = figure;
  const ratio = ratioOf(value, baselineValue);
  if (json) {
    const line = { bench, metric, value, unit, baseline, baselineValue, ratio };
    console.log(JSON.stringify(line));
    return;
  }
  const verdict = [
    ...(budget === null ? [] : [`≤ ${round(budget)} ${ratio <= budget ? 'met' : 'MISSED'}`]),
    ...(least === undefined ? [] : [`≥ ${round(least)} ${ratio >= least ? 'met' : 'MISSED'}`]),
  ].join(' ');
  console.log(
    [
      bench.padEnd(6),
      metric.padEnd(24),
      `${value.toFixed(1)} ${unit}`.padStart(12),
      `${baselineValue.toFixed(1)} ${unit} ${baseline}`.padStart(28),
      `${Math.abs(ratio) === Number.MAX_VALUE ? '∞' : ratio.toFixed(2)} ×`.padStart(8),
      verdict,
    ].join('  '),
  );
}

/** Always a number, since JSON has no infinity: beside a baseline of 0 the largest there is, and 1 for 0. */
function ratioOf(value: number, baselineValue: number): number {
  if (value === baselineValue) return 1;
  return baselineValue === 0 ? Math.sign(value) * Number.MAX_VALUE : value / baselineValue;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
