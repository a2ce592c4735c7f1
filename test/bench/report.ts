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

/** Prints a figure: one JSON object a line with `--json`, else a line of a table. */
export function print(figure: Figure): void {
  const { bench, metric, value, unit, baseline, baselineValue, budget, least } = figure;
  const ratio = value / baselineValue;
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
      `${ratio.toFixed(2)} ×`.padStart(8),
      verdict,
    ].join('  '),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
