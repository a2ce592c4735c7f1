import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMeant } from '../../tools/test-files.mjs';
import { root } from './support/release.ts';

const call = 'test/unit/calls/call.test.ts';
const testCall = 'test/unit/calls/test-call.test.ts';

test('the name of a file means that file and no other', () => {
  for (const name of ['call.test.ts', 'calls/call.test.ts', call, `./${call}`, root + call]) {
    assert.ok(isMeant(call, name), name);
    assert.ok(!isMeant(testCall, name), name);
  }
});

test('a part of a path means all that have it', () => {
  for (const name of ['call', 'calls/', 'unit/calls']) {
    assert.ok(isMeant(call, name) && isMeant(testCall, name), name);
  }
  assert.ok(!isMeant(call, 'test-call'));
});
