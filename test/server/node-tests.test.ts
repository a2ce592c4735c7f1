import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './support/release.ts';

const tests = `
import { describe, test } from 'node:test';
describe('suite', () => {
  test('passes', () => {});
  test('fails', () => { throw new Error('because'); });
  test('is left out', { skip: 'why' }, () => {});
});
test('leaves itself out', (t) => t.skip());
describe('left out', { skip: 'there is no nats-server' }, () => {
  test('is never told of', () => {});
  test('nor is this', () => {});
});
describe('around one', () => {
  describe('left out', { skip: true }, () => test('is never told of', () => {}));
});
describe('yet to be written', { todo: true }, () => {});
describe('yet to pass', { todo: true }, () => {
  test('fails too', () => { throw new Error('because'); });
});
`;

test('what was left out is counted, be it a test or a suite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tincan-node-tests-'));
  const [file, counts] = [join(folder, 'some.test.mjs'), join(folder, 'counts.json')];
  writeFileSync(file, tests);
  execFileSync(process.execPath, ['--import', 'tsx', 'tools/node-tests.mjs', counts, file], {
    cwd: root,
    // Without what node:test tells the files that it runs: these tests are not part of this one.
    env: { PATH: process.env['PATH'] },
    stdio: 'pipe',
  });
  const [part] = Object.values(JSON.parse(readFileSync(counts, 'utf8')) as object) as unknown[];
  rmSync(folder, { recursive: true });
  assert.deepEqual(part, {
    passed: 1,
    failures: ['fails: because', 'fails too: because'],
    skipped: 6,
  });
});
