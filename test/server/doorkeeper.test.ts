import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { Visit } from '../../server/door.ts';
import { Doorkeeper } from '../../server/doorkeeper.ts';
import { createLog } from '../../server/log.ts';

/** Keeps a door to which one can come from any address. */
class Door {
  readonly #keeper: Doorkeeper;

  constructor(natsUrl: readonly string[] = []) {
    const log = createLog('silent');
    const trust = () => false;
    this.#keeper = new Doorkeeper({ publicUrl: null, maxPerAddress: 1000, natsUrl, trust, log });
  }

  async enter(address: string): Promise<Visit> {
    const request = { url: '/', headers: {}, socket: { remoteAddress: address } };
    const visit = await this.#keeper.enter(request as unknown as IncomingMessage);
    assert.ok('from' in visit);
    return visit;
  }
}

/** Says almost as much as one client may; returns how long it has to rest, in ms. */
async function talk(visit: Visit, id: string): Promise<number> {
  for (let said = 0; said < 9_500_000; said += 50_000) {
    assert.equal(visit.frame(id, 50_000), null, 'nobody is sent away for what others say');
    await new Promise(setImmediate);
  }
  return visit.takeRest();
}

test('under however many IDs an address may say no more than so much', async () => {
  const door = new Door();
  const rests: number[] = [];
  for (let client = 0; client < 54; client++) {
    rests.push(await talk(await door.enter('203.0.113.1'), `client ${client}`));
  }
  assert.deepEqual(rests.slice(0, 52), new Array(52).fill(0));
  const last = rests.at(-1) ?? 0;
  assert.ok(0 < last && last <= 10_000, 'until their time is over');
  assert.equal(await talk(await door.enter('203.0.113.2'), 'another'), 0);
});

test('who counts as one is told to other servers, not from where', async () => {
  const url = 'nats://tincan:secret@127.0.0.1:4222';
  const [here, there, elsewhere] = [new Door([url]), new Door([url]), new Door()];
  const { from } = await here.enter('203.0.113.1');
  assert.equal((await there.enter('::ffff:203.0.113.1')).from, from);
  assert.notEqual((await there.enter('203.0.113.2')).from, from);
  assert.notEqual((await elsewhere.enter('203.0.113.1')).from, from);
  assert.match(from, /^[\w-]{12}$/);
});
