// `npm test` runs all parts; `npm run test:PART [-- FILE…]` runs one, or those files of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './browsers.mjs';
import { buildIfStale } from './build.mjs';
import { installPrograms } from './programs.mjs';
import { root } from './root.mjs';
import { runBin, runNode } from './run.mjs';

const minute = 60_000;

const parts = {
  unit: (files, counts) =>
    runBin(
      'wtr',
      files.flatMap((file) => ['--files', file]),
      { env: { TEST_COUNTS: counts } },
    ),
  server: (files, counts) => nodeTests(files, counts, { concurrency: 2, timeout: 5 * minute }),
  // Two at a time: people in a call mostly talk and listen. With more, they would lack the time for it.
  e2e: (files, counts) => nodeTests(files, counts, { concurrency: 2, timeout: 30 * minute }),
};

function nodeTests(files, counts, { concurrency, timeout }) {
  return runNode([
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${timeout}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./tools/count-node.mjs',
    `--test-reporter-destination=${counts}`,
    ...files,
  ]);
}

/** The test files of a part; those whose path holds one of `names`, if there are any. */
function filesOf(part, names) {
  const all = readdirSync(join(root, 'test', part), { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${part}/${file}`)
    .sort();
  if (names.length === 0) return all;
  const chosen = all.filter((file) => names.some((name) => file.includes(bare(name))));
  for (const name of names) {
    if (!chosen.some((file) => file.includes(bare(name)))) fail(`There is no test ${name}.`);
  }
  return chosen;
}

/** `./test/unit/call.test.ts`, or the same with the folder of the project before it, from the folder on. */
function bare(name) {
  return name.replace(root, '').replace(/^\.\//, '');
}

async function runPart(part, names) {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-test-'));
  const path = join(folder, 'counts.json');
  process.stdout.write(`\n── ${part} ──\n`);
  try {
    const files = filesOf(part, names);
    if (files.length === 0) return failed(`There are no ${part} tests.`);
    const code = await parts[part](files, path);
    const counts = readCounts(path);
    if (counts === null) return failed(`The ${part} tests ended without a result.`);
    const { passed, skipped } = counts;
    const failures = counts.failures.map((failure) => `${part}: ${failure}`);
    if (skipped > 0) failures.push(`${part}: ${skipped} tests did not run.`);
    // A runner can fail although each test passed, by an error outside of them.
    if (failures.length === 0 && code !== 0) failures.push(`${part}: the runner failed.`);
    return {
      passed,
      failed: Math.max(failures.length, counts.failures.length + skipped),
      failures,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readCounts(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function failed(sentence) {
  return { passed: 0, failed: 1, failures: [sentence] };
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const [part, ...names] = process.argv.slice(2);
if (part !== undefined && !(part in parts)) {
  fail(`There is no part ${part}; the parts are ${Object.keys(parts).join(', ')}.`);
}
const chosen = part === undefined ? Object.keys(parts) : [part];

if (chosen.some((name) => name !== 'server')) {
  const sentence = ensureBrowsers();
  if (sentence !== null) fail(sentence);
}
if (chosen.some((name) => name !== 'unit')) installPrograms();
if (chosen.some((name) => name !== 'unit') && !(await buildIfStale())) fail('The build failed.');

const total = { passed: 0, failed: 0 };
const lines = [];
const all = [];
for (const name of chosen) {
  const { passed, failed, failures } = await runPart(name, names);
  all.push(...failures);
  total.passed += passed;
  total.failed += failed;
  lines.push(`${name}: ${passed} passed, ${failed} failed`);
}
// Once more at the end, where whoever reads a long output looks first.
if (all.length > 0) process.stdout.write(`\n── failed ──\n${all.join('\n')}\n`);
process.stdout.write(`\n${chosen.length > 1 ? `${lines.join('\n')}\n` : ''}`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
