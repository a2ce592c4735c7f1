import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { Nats, natsless } from './support/nats.ts';
import { host, readiness, ready, says, startNode, stop, type Node } from './support/node.ts';
import { PhoneKey } from './support/phone-key.ts';

/** A phone that does as it is asked: signs on at another server when one stops. */
class Phone {
  readonly key = new PhoneKey();
  /** When it was asked to, by `performance.now()`. */
  readonly sentAway: number[] = [];
  readonly codes: number[] = [];
  readonly heard: string[] = [];
  #client: BrokerClient | null = null;
  #unsaid: unknown[] = [];

  async signOn(at: Node, next: Node): Promise<void> {
    const client = await BrokerClient.open(at.at, this.key.id, this.key.token(host));
    void client.closed.then((code) => this.codes.push(code));
    this.#listen(client, next);
    this.#client = client;
    for (const message of this.#unsaid.splice(0)) client.send(message);
  }

  say(message: unknown): void {
    if (this.#client) this.#client.send(message);
    else this.#unsaid.push(message);
  }

  leave(): void {
    this.#client?.socket.close();
  }

  #listen(client: BrokerClient, next: Node): void {
    const read = () => {
      for (const { type, payload } of client.inbox.splice(0)) {
        if (type === 'OFFER') this.heard.push((payload as { connectionId: string }).connectionId);
        if (type === 'EXPIRE') this.heard.push('EXPIRE');
        if (type !== 'GOING-AWAY') continue;
        this.sentAway.push(performance.now());
        this.#client = null;
        void this.signOn(next, next);
      }
    };
    client.socket.on('inbox', read);
    read();
  }
}

describe('a server that is stopped, of several', { skip: natsless ?? false }, () => {
  let nats: Nats;
  let other: Node;
  before(async () => {
    nats = await Nats.create();
    await nats.start();
    other = await startNode(nats);
    await says(other, ready);
  });
  after(async () => {
    await stop(other);
    await nats.kill();
  });

  async function start(): Promise<Node> {
    const node = await startNode(nats);
    await says(node, ready);
    return node;
  }

  test('sends its phones to the others one by one, and nothing that is said gets lost', async () => {
    const node = await start();
    const count = 300;
    const phones = Array.from({ length: count }, () => new Phone());
    await Promise.all(phones.map((phone) => phone.signOn(node, other)));
    // Several, since one may not say so much.
    const names = ['ann', 'ben', 'cem', 'dea'];
    const callers = await Promise.all(names.map((name) => BrokerClient.open(other.at, name)));
    const pairs = phones.map((phone, at) => {
      const [name, caller] = [names[at % 4], callers[at % 4]];
      assert.ok(name && caller);
      return { phone, name, caller, id: phone.key.id };
    });

    const started = performance.now();
    node.kill('SIGTERM');
    await says(node, '503 draining\n');
    assert.ok(performance.now() - started < 1_800, 'before the first one is sent away');
    const late = new Phone();
    await late.signOn(node, other);

    let ended = false;
    void node.ended.then(() => (ended = true));
    let round = 0;
    do {
      for (const { caller, id } of pairs) caller.send(offer(id, `to ${round}`));
      for (const { phone, name, id } of pairs) phone.say(offer(name, `${id} ${round}`));
      round++;
      await setTimeout(500);
    } while (!ended);
    const { code, stderr } = await node.ended;
    assert.deepEqual([code, stderr], [0, '']);
    const took = performance.now() - started;
    assert.ok(took > 9000 && took < 18_000, `${took} ms`);

    // Said last, so that all the rest is there.
    for (const { phone, name, caller, id } of pairs) {
      caller.send(offer(id, 'last'));
      phone.say(offer(name, `${id} last`));
    }
    const rounds = [...Array.from({ length: round }, (_, at) => String(at)), 'last'];
    for (const { caller, id } of pairs) {
      for (const mark of rounds) await caller.next(isOffer(`${id} ${mark}`));
    }
    // What crosses may come twice, where the answer of NATS takes longer than a second.
    const others = callers.flatMap(({ inbox }) => inbox.filter(({ type }) => type !== 'OFFER'));
    assert.deepEqual(others, []);
    const all = rounds.map((mark) => (mark === 'last' ? mark : `to ${mark}`));
    for (const { heard } of phones) {
      while (!heard.includes('last')) await setTimeout(20);
      assert.deepEqual([...new Set(heard)], all);
    }

    const moments = phones.map(({ sentAway }) => (sentAway[0] ?? 0) - started);
    assert.ok(phones.every(({ sentAway, codes }) => sentAway.length === 1 && codes[0] === 1001));
    assert.ok(Math.min(...moments) > 1500 && Math.max(...moments) < 13_000);
    for (let second = 0; second < 13; second++) {
      const then = moments.filter((at) => Math.floor(at / 1000) === second).length;
      assert.ok(then < count / 2, `${then} in second ${second}`);
    }
    assert.deepEqual([late.sentAway.length, late.codes], [1, [1001]]);
    for (const phone of [...phones, late]) phone.leave();
  });

  test('ends at once if nobody is there', async () => {
    const node = await start();
    const started = performance.now();
    node.kill('SIGTERM');
    assert.equal((await node.ended).code, 0);
    // Draining takes 10 s; a busy machine takes a while to end a process.
    assert.ok(performance.now() - started < 6000);
  });

  for (const second of ['SIGTERM', 'SIGINT'] as const) {
    test(`ends at once by a second signal, ${second}`, async () => {
      const node = await start();
      const client = await BrokerClient.open(node.at, 'impatient');
      node.kill('SIGTERM');
      await says(node, '503 draining\n');
      await setTimeout(600);
      const started = performance.now();
      node.kill(second);
      assert.equal(await client.closed, 1001);
      assert.equal((await node.ended).code, 0);
      // Draining takes 10 s; a busy machine takes a while to end a process.
      assert.ok(performance.now() - started < 6000);
    });
  }

  test('goes on draining if the same signal comes twice, by two ways', async () => {
    const node = await start();
    await BrokerClient.open(node.at, 'patient');
    node.kill('SIGTERM');
    await setTimeout(50);
    node.kill('SIGTERM');
    await setTimeout(600);
    assert.equal(await readiness(node), '503 draining\n');
    node.kill('SIGKILL');
    await node.ended;
  });

  test('ends at once by Ctrl-C', async () => {
    const node = await start();
    const client = await BrokerClient.open(node.at, 'quick');
    const started = performance.now();
    node.kill('SIGINT');
    assert.equal(await client.closed, 1001);
    assert.equal((await node.ended).code, 0);
    // Draining takes 10 s; a busy machine takes a while to end a process.
    assert.ok(performance.now() - started < 6000);
  });
});
