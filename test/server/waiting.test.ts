import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { Waiting, type Ways, type Relay } from '../../server/waiting.ts';

const limits = {
  patience: 60_000,
  perReceiver: { relays: 3, bytes: 100 },
  fair: 1,
  perSender: { bytes: 120 },
  perFrom: { bytes: 150 },
  inAll: { bytes: 150 },
};

function relay(src: string, dst: string, text: string, at = performance.now()): Relay {
  return { type: 'OFFER', src, from: src, dst, text, bytes: text.length, at };
}

function texts(relays: readonly Relay[]): string[] {
  return relays.map(({ text }) => text);
}

/** Ways on which nobody is. */
const nobody: Ways = {
  pass: () => Promise.resolve(false),
  waits: () => undefined,
  done: () => undefined,
  expire: () => undefined,
};

/** Ways to those who have come. */
class Here implements Ways {
  readonly #come = new Set<string>();
  readonly #got: string[] = [];
  readonly waits = nobody.waits;
  readonly done = nobody.done;
  readonly expire = nobody.expire;

  pass(dst: string, relays: readonly Relay[]): Promise<boolean> {
    const isHere = this.#come.has(dst);
    if (isHere) this.#got.push(...texts(relays));
    return Promise.resolve(isHere);
  }

  /** What is handed over to somebody who comes. */
  async come(dst: string, waiting: Waiting): Promise<readonly string[]> {
    this.#come.add(dst);
    await waiting.retry(dst);
    return this.#got.splice(0);
  }
}

test('what waits is handed over once, in the order in which it came', async () => {
  const ways = new Here();
  const waiting = new Waiting(ways, limits);
  for (const [src, text] of [
    ['ann', '1'],
    ['eve', '2'],
    ['ann', '3'],
  ] as const) {
    assert.ok(waiting.keep(relay(src, 'bob', text)));
  }
  assert.ok(waiting.has('bob'));
  assert.deepEqual(await ways.come('bob', waiting), ['1', '2', '3']);
  assert.ok(!waiting.has('bob'));
  assert.deepEqual(await ways.come('bob', waiting), []);
});

for (const [what, arrives, got] of [
  ['gets what did not come there', false, ['1', '2']],
  ['does not get what came there once more', true, ['2']],
] as const) {
  test(`who comes here while something is under way to another server ${what}`, async () => {
    const ways = new Here();
    const answer = new EventEmitter();
    let asked = false;
    const pass = async (dst: string, relays: readonly Relay[]) => {
      if (asked) return ways.pass(dst, relays);
      asked = true;
      await once(answer, 'answer');
      return arrives;
    };
    const waiting = new Waiting({ ...nobody, pass }, limits);
    waiting.keep(relay('ann', 'bob', '1'));
    const come = ways.come('bob', waiting);
    assert.ok(waiting.has('bob'), 'what is said to them now goes after it');
    waiting.keep(relay('ann', 'bob', '2'));
    answer.emit('answer');
    assert.deepEqual(await come, got);
    assert.ok(!waiting.has('bob'));
  });
}

test('only so much waits for one receiver, and in all', async () => {
  const ways = new Here();
  const waiting = new Waiting(ways, limits);
  assert.ok(!waiting.keep(relay('ann', 'bob', 'x'.repeat(151))));
  assert.ok(waiting.keep(relay('ann', 'bob', 'x'.repeat(90))));
  assert.ok(!waiting.keep(relay('ann', 'bob', 'x'.repeat(11))));
  assert.ok(waiting.keep(relay('ann', 'bob', 'x')));
  assert.ok(waiting.keep(relay('ann', 'bob', 'x')));
  assert.ok(!waiting.keep(relay('ann', 'bob', 'x')));
  assert.ok(!waiting.keep(relay('ann', 'cid', 'x'.repeat(59))));
  assert.ok(waiting.keep(relay('ann', 'cid', 'x'.repeat(58))));
  assert.equal((await ways.come('bob', waiting)).length, 3);
  // What was taken makes room.
  assert.ok(waiting.keep(relay('ann', 'dan', 'x'.repeat(92))));
  for (const id of ['cid', 'dan']) {
    await ways.come(id, waiting);
    assert.ok(!waiting.has(id));
  }
});

test('those who count as one do not fill what waits for a receiver', async () => {
  const ways = new Here();
  const waiting = new Waiting(ways, {
    ...limits,
    perReceiver: { relays: 4, bytes: 100 },
    fair: 1 / 2,
  });
  const one = { from: '192.0.2.1' };
  assert.ok(waiting.keep({ ...relay('eve', 'bob', '1'), ...one }));
  assert.ok(waiting.keep({ ...relay('mal', 'bob', '2'), ...one }));
  assert.ok(!waiting.keep({ ...relay('mal', 'bob', '3'), ...one }));
  assert.ok(waiting.keep(relay('ann', 'bob', '4')));
  assert.deepEqual(await ways.come('bob', waiting), ['1', '2', '4']);
  assert.ok(!waiting.keep({ ...relay('eve', 'cid', 'x'.repeat(51)), ...one }));
  assert.ok(waiting.keep({ ...relay('eve', 'cid', 'x'.repeat(50)), ...one }));
  assert.ok(!waiting.keep({ ...relay('mal', 'cid', 'x'), ...one }));
  assert.ok(waiting.keep(relay('ann', 'cid', 'x'.repeat(50))));
});

test('one sender does not fill it for others, nor who is nowhere for who is somewhere', async () => {
  const events = new EventEmitter();
  const expired: string[] = [];
  const there = new Set(['here']);
  const waiting = new Waiting(
    {
      ...nobody,
      pass: (dst) => Promise.resolve(there.has(dst)),
      waits: () => events.emit('waits'),
      expire: (src, dst) => expired.push(`${src} → ${dst}`),
    },
    limits,
  );
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
  there.add('1');
  await waiting.retry('1');
  await keep('eve', '4', 99);
  assert.equal(expired.length, 2);
  for (const id of ['2', '3', '4']) {
    there.add(id);
    await waiting.retry(id);
    assert.ok(!waiting.has(id));
  }
});

test('those who count as one do not fill it for others, under however many IDs', async () => {
  const events = new EventEmitter();
  const expired: string[] = [];
  let areThere = false;
  const waiting = new Waiting(
    {
      ...nobody,
      pass: () => Promise.resolve(areThere),
      waits: () => events.emit('waits'),
      expire: (src) => expired.push(src),
    },
    { ...limits, perFrom: { bytes: 100 } },
  );
  const keep = async (src: string, dst: string, bytes: number, from = src) => {
    const waits = once(events, 'waits');
    assert.ok(waiting.keep({ ...relay(src, dst, 'x'.repeat(bytes)), from }));
    await waits;
  };
  await keep('eve', '1', 60, '192.0.2.1');
  await keep('mal', '2', 40, '192.0.2.1');
  await keep('mal', '3', 1, '192.0.2.1');
  assert.deepEqual(expired, ['mal']);
  assert.ok(!waiting.keep({ ...relay('dan', '1', 'x'), from: '192.0.2.1' }));
  await keep('ann', '4', 50);
  assert.deepEqual(expired, ['mal']);
  // What was taken makes room.
  areThere = true;
  for (const id of ['1', '2', '4']) await waiting.retry(id);
  areThere = false;
  await keep('mal', '5', 100, '192.0.2.1');
  assert.deepEqual(expired, ['mal']);
  areThere = true;
  await waiting.retry('5');
  assert.ok(!waiting.has('5'));
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
    { ...limits, patience: 2_000 },
  );
  const now = performance.now();
  waiting.keep(relay('ann', 'bob', '1', now - 1_950));
  waiting.keep(relay('ann', 'bob', '2', now - 1_950));
  waiting.keep(relay('eve', 'bob', '3', now));
  await once(events, 'expired');
  assert.deepEqual(expired, ['ann → bob']);
  assert.ok(waiting.keep(relay('eve', 'bob', '4', now)));
  await once(events, 'expired');
  assert.ok(performance.now() - now >= 2_000);
  assert.deepEqual(expired, ['ann → bob', 'eve → bob']);
  assert.ok(!waiting.has('bob'));
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
  assert.ok(!waiting.has('bob'));
});
