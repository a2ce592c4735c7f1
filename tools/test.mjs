// `npm test` runs all parts; `npm run test:PART [-- FILE…]` runs one, or those files of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './browsers.mjs';
import { buildIfStale } from './build.mjs';
import { ensurePrograms } from './programs.mjs';
import { root } from './root.mjs';
import { runBin, runNode } from './run.mjs';
import { isMeant } from './test-files.mjs';

/** The parts, in the order in which they run; those by the same runner run together. */
const parts = { unit: unitTests, server: nodeTests, e2e: nodeTests };

function unitTests(files, counts) {
  return runBin(
    'wtr',
    files.flatMap((file) => ['--files', file]),
    { env: { TEST_COUNTS: counts } },
  );
}

function nodeTests(files, counts) {
  return runNode(['tools/node-tests.mjs', counts, ...files]);
}

/** The test files of a part; those that `names` mean, if there are any. */
function filesOf(part, names) {
  const all = readdirSync(join(root, 'test', part), { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${part}/${file}`)
    .sort();
  if (names.length === 0) return all;
  const chosen = all.filter((file) => names.some((name) => isMeant(file, name)));
  for (const name of names) {
    if (!chosen.some((file) => isMeant(file, name))) fail(`There is no test ${name}.`);
  }
  return chosen;
}

/** What came of these parts, which have the same runner: for each its name and counts. */
async function runParts(names, runner, filters) {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-test-'));
  const path = join(folder, 'counts.json');
  process.stdout.write(`\n── ${names.join(', ')} ──\n`);
  try {
    const files = names.flatMap((name) => filesOf(name, filters));
    const code = await runner(files, path);
    const counts = readCounts(path);
    const results = names.map((name) => [name, resultOf(name, counts?.[name])]);
    // A runner can fail although each test passed, by an error outside of them.
    if (code !== 0 && results.every(([, { failed }]) => failed === 0)) {
      results.push(['runner', failed(`The runner of ${names.join(', ')} failed.`)]);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function resultOf(part, counts) {
  if (counts === undefined) return failed(`The ${part} tests ended without a result.`);
  const { passed, skipped } = counts;
  const failures = counts.failures.map((failure) => `${part}: ${failure}`);
  if (skipped > 0) failures.push(`${part}: ${skipped} tests or suites did not run.`);
  return { passed, failed: counts.failures.length + skipped, failures, skipped };
}

function readCounts(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

function failed(sentence) {
  return { passed: 0, failed: 1, failures: [sentence], skipped: 0 };
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const [part, ...filters] = process.argv.slice(2);
if (part !== undefined && !(part in parts)) {
  fail(`There is no part ${part}; the parts are ${Object.keys(parts).join(', ')}.`);
}
const chosen = part === undefined ? Object.keys(parts) : [part];

if (chosen.some((name) => name !== 'server')) {
  const sentence = ensureBrowsers();
  if (sentence !== null) fail(sentence);
}
const lack = ensurePrograms(chosen);
if (chosen.some((name) => name !== 'unit') && !(await buildIfStale())) fail('The build failed.');

const runners = new Set(chosen.map((name) => parts[name]));
const results = [];
for (const runner of runners) {
  const names = chosen.filter((name) => parts[name] === runner);
  results.push(...(await runParts(names, runner, filters)));
}
const total = { passed: 0, failed: 0 };
for (const [, { passed, failed }] of results) {
  total.passed += passed;
  total.failed += failed;
}
const all = results.flatMap(([, { failures }]) => failures);
if (lack !== null && results.some(([, { skipped }]) => skipped > 0)) all.push(lack);
const lines = results.map(
  ([name, { passed, failed }]) => `${name}: ${passed} passed, ${failed} failed`,
);
// Once more at the end, where whoever reads a long output looks first.
if (all.length > 0) process.stdout.write(`\n── failed ──\n${all.join('\n')}\n`);
process.stdout.write(`\n${lines.length > 1 ? `${lines.join('\n')}\n` : ''}`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
