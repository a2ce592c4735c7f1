import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { Waiting, type Relay } from '../../server/waiting.ts';

const limits = {
  patience: 60_000,
  perReceiver: { relays: 3, length: 100 },
  inAll: { length: 150 },
};

function relay(src: string, dst: string, text: string, at = performance.now()): Relay {
  return { type: 'OFFER', src, dst, text, at };
}

function texts(relays: readonly Relay[]): string[] {
  return relays.map(({ text }) => text);
}

test('what waits is handed over once, in the order in which it came', () => {
  const waiting = new Waiting(() => undefined, limits);
  for (const [src, text] of [
    ['ann', '1'],
    ['eve', '2'],
    ['ann', '3'],
  ] as const) {
    assert.ok(waiting.keep(relay(src, 'bob', text)));
  }
  assert.deepEqual(texts(waiting.take('bob')), ['1', '2', '3']);
  assert.deepEqual(waiting.take('bob'), []);
});

test('only so much waits for one receiver, and in all', () => {
  const waiting = new Waiting(() => undefined, limits);
  assert.ok(!waiting.keep(relay('ann', 'bob', 'x'.repeat(151))));
  assert.ok(waiting.keep(relay('ann', 'bob', 'x'.repeat(90))));
  assert.ok(!waiting.keep(relay('ann', 'bob', 'x'.repeat(11))));
  assert.ok(waiting.keep(relay('ann', 'bob', 'x')));
  assert.ok(waiting.keep(relay('ann', 'bob', 'x')));
  assert.ok(!waiting.keep(relay('ann', 'bob', 'x')));
  assert.ok(!waiting.keep(relay('ann', 'cid', 'x'.repeat(59))));
  assert.ok(waiting.keep(relay('ann', 'cid', 'x'.repeat(58))));
  assert.equal(waiting.take('bob').length, 3);
  // What was taken makes room.
  assert.ok(waiting.keep(relay('ann', 'dan', 'x'.repeat(92))));
});

test('each sender hears once that nobody came, after the time of their own', async () => {
  const events = new EventEmitter();
  const expired: string[] = [];
  const waiting = new Waiting(
    (src, dst) => {
      expired.push(`${src} → ${dst}`);
      events.emit('expired');
    },
    { ...limits, patience: 200 },
  );
  const now = performance.now();
  waiting.keep(relay('ann', 'bob', '1', now - 150));
  waiting.keep(relay('ann', 'bob', '2', now - 150));
  waiting.keep(relay('eve', 'bob', '3', now));
  await once(events, 'expired');
  assert.deepEqual(expired, ['ann → bob']);
  assert.ok(waiting.keep(relay('eve', 'bob', '4', now)));
  await once(events, 'expired');
  assert.ok(performance.now() - now >= 200);
  assert.deepEqual(expired, ['ann → bob', 'eve → bob']);
  assert.deepEqual(waiting.take('bob'), []);
});
