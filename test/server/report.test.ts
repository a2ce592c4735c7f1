import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { root } from './support/release.ts';

/** Runs statements of a benchmark. */
function bench(statements: string, ...flags: readonly string[]) {
  const code = `import { leaveOut, print } from './test/bench/report.ts';${statements}`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', code, '--', ...flags];
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
}

/** Statements that print a figure of this value, and of this baseline. */
function figure(value: number, baselineValue: number): string {
  const rest = { bench: 'b', metric: 'm', unit: 's', baseline: 'bare', budget: 1 };
  return `print(${JSON.stringify({ ...rest, value, baselineValue })});`;
}

describe('figures of a benchmark', () => {
  test('are one JSON object a line, each ratio a number', () => {
    const { stdout } = bench(figure(3, 2) + figure(0, 0) + figure(3, 0), '--json');
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(JSON.parse(lines[0] ?? ''), {
      ...{ bench: 'b', metric: 'm', value: 3, unit: 's' },
      ...{ baseline: 'bare', baselineValue: 2, ratio: 1.5 },
    });
    const ratios = lines.map((line) => (JSON.parse(line) as { ratio: unknown }).ratio);
    assert.deepEqual(ratios, [1.5, 1, Number.MAX_VALUE]);
  });

  test('are a table without --json, with what became of the budget', () => {
    const { stdout } = bench(figure(3, 2) + figure(0, 0) + figure(3, 0));
    const ends = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/).slice(-2));
    assert.deepEqual(ends, [
      ['1.50 ×', '≤ 1 MISSED'],
      ['1.00 ×', '≤ 1 met'],
      ['∞ ×', '≤ 1 MISSED'],
    ]);
  });

  test('that can’t be measured are told beside the others, by the exit code too', () => {
    const { stdout, stderr, status } = bench(
      `leaveOut('files', 'there is no network');${figure(3, 2)}`,
      '--json',
    );
    assert.equal(stdout.trimEnd().split('\n').length, 1);
    assert.equal(stderr, 'Not measured: files, there is no network.\n');
    assert.equal(status, 1);
  });
});
