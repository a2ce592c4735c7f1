// Runs tests of node:test, three files at a time:
// `node --import tsx tools/node-tests.mjs COUNTS FILE…` writes what came of each part to COUNTS, as JSON.
import { setMaxListeners } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { nodeCounter } from './count-node.mjs';
import { root } from './root.mjs';

/** A file may take so long, in ms. */
const timeout = 10 * 60_000;

/** Those that wait for most of their time, one at a time beside the others. The longest comes first. */
const patient = [
  'e2e/nat',
  'e2e/voice',
  'e2e/hostile-friend',
  'e2e/quality',
  'server/rolling-restart',
  'e2e/pwa',
  'e2e/by-hand',
  'e2e/firefox-hand',
  'e2e/test-call',
  'e2e/friends-carry',
  'server/cluster',
  'e2e/notification',
  'e2e/thin-line',
  'server/caddy',
  'server/drain',
  'server/broker',
].map(pathOf);

/** Of the others, of which two keep both cores busy, the longest: it would run alone if it came last. */
const long = [
  'e2e/survival',
  'e2e/screens',
  'e2e/files-survive',
  'e2e/share',
  'e2e/calls',
  'e2e/hostile-broker',
  'e2e/other-broker',
  'e2e/files-large',
].map(pathOf);

/** Throws for one that is not there any more: nobody would miss it here. */
function pathOf(name) {
  const path = `test/${name}.test.ts`;
  if (!existsSync(join(root, path))) throw new Error(`There is no ${path}.`);
  return path;
}

/** Those of `files` that are in `order` first, as there. */
function sorted(files, order) {
  const known = order.filter((file) => files.includes(file));
  return [...known, ...files.filter((file) => !known.includes(file))];
}

const stopped = new AbortController();
// Each file that runs listens to it.
setMaxListeners(0, stopped.signal);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopped.abort());

const [path, ...files] = process.argv.slice(2);
const { counts, count } = nodeCounter(root);

/** Runs files, `concurrency` of them at a time, and gives what is to be read of it to `show`. */
async function runFiles(files, concurrency, show) {
  if (files.length === 0) return;
  const events = run({
    files,
    concurrency,
    timeout,
    signal: stopped.signal,
    // What a failed test left open would keep its file from ending.
    forceExit: true,
  });
  events.on('data', count);
  for await (const text of events.compose(new spec())) show(text);
}

const show = (text) => process.stdout.write(text);
const kept = [];
const waiting = patient.filter((file) => files.includes(file));
const others = files.filter((file) => !patient.includes(file));
await Promise.all([
  runFiles(sorted(others, long), 2, show),
  // At once where there is nothing else to read.
  runFiles(waiting, 1, others.length > 0 ? (text) => kept.push(text) : show),
]);
kept.forEach(show);
writeFileSync(path, JSON.stringify(counts));
