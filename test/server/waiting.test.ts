import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { Waiting, type Elsewhere, type Relay } from '../../server/waiting.ts';

const limits = {
  patience: 60_000,
  perReceiver: { relays: 3, bytes: 100 },
  perSender: { bytes: 120 },
  inAll: { bytes: 150 },
};

function relay(src: string, dst: string, text: string, at = performance.now()): Relay {
  return { type: 'OFFER', src, dst, text, bytes: text.length, at };
}

function texts(relays: readonly Relay[]): string[] {
  return relays.map(({ text }) => text);
}

/** Other servers, at which nobody is. */
const nobody: Elsewhere = {
  pass: () => Promise.resolve(false),
  waits: () => undefined,
  done: () => undefined,
  expire: () => undefined,
};

test('what waits is handed over once, in the order in which it came', (t) => {
  const waiting = new Waiting(nobody, limits);
  t.after(() => waiting.take('bob'));
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

test('only so much waits for one receiver, and in all', (t) => {
  const waiting = new Waiting(nobody, limits);
  t.after(() => ['bob', 'cid', 'dan'].forEach((id) => waiting.take(id)));
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

test('one sender does not fill it for others, nor who is nowhere for who is somewhere', async (t) => {
  const events = new EventEmitter();
  const expired: string[] = [];
  const waiting = new Waiting(
    {
      ...nobody,
      pass: (dst) => Promise.resolve(dst === 'here'),
      waits: () => events.emit('waits'),
      expire: (src, dst) => expired.push(`${src} → ${dst}`),
    },
    limits,
  );
  t.after(() => ['1', '2', '3', '4'].forEach((id) => waiting.take(id)));
  const keep = async (src: string, dst: string, bytes: number) => {
    const waits = once(events, 'waits');
    assert.ok(waiting.keep(relay(src, dst, 'x'.repeat(bytes))));
    await waits;
  };
  await keep('eve', '1', 100);
  await keep('eve', '2', 30);
  assert.deepEqual(expired, ['eve → 2'], 'a sender has a share');
  await keep('ann', '3', 50);
  await keep('ann', '4', 1);
  assert.deepEqual(expired, ['eve → 2', 'ann → 4'], 'there is room for so much in all');
  assert.ok(!waiting.keep(relay('eve', '1', 'x')));
  for (let at = 0; at < 10; at++) {
    assert.ok(waiting.keep(relay('ann', 'here', 'x'.repeat(100))));
    await new Promise(setImmediate);
  }
  // What was taken makes room.
  assert.equal(waiting.take('1').length, 1);
  await keep('eve', '4', 99);
  assert.equal(expired.length, 2);
});

test('each sender hears once that nobody came, after the time of their own', async () => {
  const events = new EventEmitter();
  const expired: string[] = [];
  const waiting = new Waiting(
    {
      ...nobody,
      expire: (src, dst) => {
        expired.push(`${src} → ${dst}`);
        events.emit('expired');
      },
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

test('what comes while others are passed on goes after them', async () => {
  const events = new EventEmitter();
  const passed: string[][] = [];
  const waiting = new Waiting(
    {
      ...nobody,
      pass: async (_dst, relays) => {
        passed.push(texts(relays));
        events.emit('passing');
        await once(events, 'answer');
        return true;
      },
    },
    limits,
  );
  waiting.keep(relay('ann', 'bob', '1'));
  waiting.keep(relay('ann', 'bob', '2'));
  waiting.keep(relay('ann', 'bob', '3'));
  const second = once(events, 'passing');
  events.emit('answer');
  await second;
  assert.ok(waiting.keep(relay('ann', 'bob', '4')), 'what was passed on makes room');
  const third = once(events, 'passing');
  events.emit('answer');
  await third;
  events.emit('answer');
  assert.deepEqual(passed, [['1'], ['2', '3'], ['4']]);
});

test('who appears elsewhere gets all that waits, and nobody looks out for them any more', async () => {
  const events = new EventEmitter();
  const log: string[] = [];
  let isThere = false;
  const waiting = new Waiting(
    {
      pass: (_dst, relays) => {
        log.push(`${isThere} ${texts(relays).join('')}`);
        return Promise.resolve(isThere);
      },
      waits: (_dst, relays) => {
        log.push(`waits ${texts(relays).join('')}`);
        events.emit('waits');
      },
      done: () => log.push('done'),
      expire: () => log.push('expire'),
    },
    limits,
  );
  const waits = once(events, 'waits');
  waiting.keep(relay('ann', 'bob', '1'));
  await waits;
  waiting.keep(relay('ann', 'bob', '2'));
  await waiting.retry('bob');
  isThere = true;
  await waiting.retry('bob');
  assert.equal(log[0], 'false 1');
  assert.deepEqual(log.slice(-2), ['true 12', 'done']);
  assert.deepEqual(
    log.filter((line) => line.startsWith('waits')),
    ['waits 1', 'waits 2'],
  );
  assert.deepEqual(waiting.take('bob'), []);
});
