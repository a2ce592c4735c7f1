import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { RollCall, saidEvery } from '../../server/roll-call.ts';

test('who is heard is back at first, and after a silence', () => {
  const roll = new RollCall();
  const [one, other] = [randomUUID(), randomUUID()];
  let now = 1_000;
  assert.ok(roll.hear(one, now));
  assert.ok(roll.hear(other, now));
  for (let time = 0; time < 10; time++) {
    now += saidEvery;
    assert.ok(!roll.hear(one, now));
  }
  assert.ok(roll.hear(other, now));
  assert.ok(!roll.hear(other, now));
});

test('what no server says is nobody', () => {
  const roll = new RollCall();
  for (const text of ['', 'somebody', ` ${roll.own}`, roll.own.toUpperCase(), `${roll.own}\n`]) {
    assert.ok(!roll.hear(text), text);
  }
});
