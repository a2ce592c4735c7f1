import { connect } from '@nats-io/transport-node';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { NatsCluster } from '../../server/nats-cluster.ts';
import { createLog } from '../../server/log.ts';
import { BrokerClient, isOffer, offer, type Incoming } from './support/broker-client.ts';
import { freePort } from './support/free-port.ts';
import { startNats } from './support/nats-setup.ts';
import { Nats, natsless, natsPassword } from './support/nats.ts';
import {
  cutOff,
  refused,
  host,
  ready,
  says,
  startNode,
  readiness,
  stop,
  type Node,
} from './support/node.ts';
import { PhoneKey } from './support/phone-key.ts';
import { startServer } from './support/server-process.ts';
import { writeJson } from './support/write-json.ts';

function guest(node: Node, id: string, token?: string): Promise<BrokerClient> {
  return BrokerClient.open(node.at, id, token);
}

function phone(node: Node, key: PhoneKey, time?: number): Promise<BrokerClient> {
  return BrokerClient.open(node.at, key.id, key.token(host, time));
}

/** Reaches `client`, whatever came before. */
async function reaches(from: BrokerClient, to: BrokerClient, id: string, mark: string) {
  from.send(offer(id, mark));
  return to.next(isOffer(mark));
}

describe('three servers that form one broker', { skip: natsless ?? false }, () => {
  let nats: Nats;
  let nodes: Node[];
  let a: Node;
  let b: Node;
  let c: Node;
  before(async () => {
    nats = await Nats.create();
    await nats.start();
    nodes = await Promise.all([1, 2, 3].map(() => startNode(nats)));
    [a, b, c] = nodes as [Node, Node, Node];
    await Promise.all(nodes.map((node) => says(node, ready)));
  });
  after(async () => {
    await Promise.all(nodes.map(stop));
    await nats.kill();
  });

  test('what a client says arrives at another server as it was, from whom it came', async () => {
    const [ann, bob] = await Promise.all([guest(a, 'ann a'), guest(b, 'bob')]);
    for (const type of ['OFFER', 'ANSWER', 'CANDIDATE']) {
      const payload = { connectionId: type, nested: ['ü\n', 'x'.repeat(60_000)] };
      ann.send({ type, dst: 'bob', src: 'somebody else', payload });
      assert.deepEqual(await bob.next((message) => message.type === type), {
        type,
        src: 'ann a',
        dst: 'bob',
        payload,
      });
    }
    bob.send({ type: 'LEAVE', dst: 'ann a' });
    assert.equal((await ann.next(({ type }) => type === 'LEAVE')).src, 'bob');
  });

  test('line feeds in a frame are nothing but blanks', async () => {
    const [ann, cid] = await Promise.all([guest(a, 'ann lines'), guest(b, 'cid')]);
    const { id } = new PhoneKey();
    const claim = { kind: 'signed', time: 9e15 };
    for (const line of [
      { type: 'OFFER', src: id, dst: 'cid', payload: { connectionId: 'forged' } },
      { type: 'EXPIRE', src: id, dst: 'cid' },
      { type: 'SEATED', dst: 'cid', claim, age: 0, node: 'zz', isAnswer: true },
    ]) {
      const inner = JSON.stringify(line);
      ann.socket.send(
        `{"type":"OFFER","dst":"cid","payload":{"connectionId":"lines","a":\n${inner}\n}}`,
      );
      assert.equal((await cid.next(() => true)).src, 'ann lines');
    }
    ann.socket.send(JSON.stringify(offer('cid', 'pretty'), null, 1));
    await cid.next(isOffer('pretty'));
    assert.deepEqual(cid.inbox, []);
  });

  test('many messages arrive in their order', async () => {
    const [ann, bob] = await Promise.all([guest(a, 'talker'), guest(b, 'listener')]);
    for (let at = 0; at < 1000; at++) ann.send(offer('listener', String(at)));
    await bob.next(isOffer('999'));
    bob.inbox.forEach((message, at) => assert.ok(isOffer(String(at))(message)));
    assert.equal(bob.inbox.length, 999);
    assert.deepEqual(ann.inbox, []);
  });

  test('somebody who is nowhere is reported once, after 3 s', async () => {
    const ann = await guest(a, 'caller');
    const started = performance.now();
    for (const mark of ['1', '2']) ann.send(offer('nobody', mark));
    assert.deepEqual(await ann.next(() => true), { type: 'EXPIRE', src: 'nobody', dst: 'caller' });
    const took = performance.now() - started;
    assert.ok(took > 2900 && took < 8_000, `${took} ms`);
    await reaches(ann, ann, 'caller', 'mark');
    assert.deepEqual(ann.inbox, []);
  });

  test('somebody who comes to another server gets what waits, in order and once', async () => {
    const [ann, cid] = await Promise.all([guest(a, 'early'), guest(c, 'early too')]);
    const marks = ['1', '2', '3'];
    for (const mark of marks) ann.send(offer('late', mark));
    cid.send(offer('late', 'from cid'));
    await Promise.all([reaches(ann, ann, 'early', 'mark'), reaches(cid, cid, 'early too', 'mark')]);
    const bob = await guest(b, 'late');
    const came = performance.now();
    await Promise.all([bob.next(isOffer('3')), bob.next(isOffer('from cid'))]);
    assert.ok(performance.now() - came < 2_500, 'at once');
    assert.deepEqual(bob.inbox.map(connectionId), ['1', '2']);
    await reaches(ann, bob, 'late', 'after');
    assert.deepEqual(bob.inbox.length, 2);
    assert.deepEqual([...ann.inbox, ...cid.inbox], []);
  });

  test('a phone that comes to another server leaves the one before', async () => {
    const key = new PhoneKey();
    const ann = await guest(c, 'finder');
    let held = await phone(a, key);
    for (const node of [b, c, a, b]) {
      const fresh = await phone(node, key);
      await held.closed;
      await reaches(ann, fresh, key.id, 'found');
      held = fresh;
    }
    assert.deepEqual(held.inbox, []);
  });

  test('of many sign-ons at the same moment exactly one stays', async () => {
    const key = new PhoneKey();
    const now = Date.now();
    const clients = Array.from({ length: 12 }, (_, at) => {
      const node = nodes[at % nodes.length];
      assert.ok(node);
      return new BrokerClient(node.at, key.id, key.token(host, now + at));
    });
    const left = new Set(clients);
    const gone = clients.map((client) => client.closed.then(() => left.delete(client)));
    while (left.size > 1) await Promise.race(gone.filter((_, at) => left.has(clients[at]!)));
    const [winner] = left;
    assert.ok(winner);
    for (const [at, node] of nodes.entries()) {
      await reaches(await guest(node, `judge ${at}`), winner, key.id, `judged by ${at}`);
    }
  });

  test('a copy of a token moves nobody to another server', async () => {
    const key = new PhoneKey();
    const token = key.token(host);
    const owner = await BrokerClient.open(a.at, key.id, token);
    // Apart from it by more than what counts as the same moment.
    await setTimeout(1100);
    const copy = new BrokerClient(b.at, key.id, token);
    await copy.closed;
    await reaches(await guest(c, 'witness'), owner, key.id, 'still here');
  });

  test('a guest keeps an ID from others at every server, and moves with the token', async () => {
    const owner = await guest(a, 'owned', 'mine');
    await setTimeout(1100);
    const thief = new BrokerClient(b.at, 'owned', 'theirs');
    await thief.next(({ type }) => type === 'ID-TAKEN');
    await thief.closed;
    const witness = await guest(c, 'witness of guests');
    await reaches(witness, owner, 'owned', 'still here');
    const moved = await guest(b, 'owned', 'mine');
    await owner.closed;
    assert.deepEqual(owner.inbox, []);
    await reaches(witness, moved, 'owned', 'here now');
  });

  test('a phone may ask any of them for ICE servers', async () => {
    const key = new PhoneKey();
    const ask = (node: Node) => {
      const authorization = `Bearer ${key.iceToken(host)}`;
      return fetch(new URL('api/ice', node.at), { headers: { authorization } });
    };
    assert.equal((await ask(b)).status, 403);
    await phone(a, key);
    // That it is there takes its way over NATS, and the question another one.
    let answer = await ask(b);
    while (answer.status === 403) answer = await ask(b);
    assert.equal(answer.status, 200);
  });

  test('a server that is killed is missed at once, and its phones go on at others', async () => {
    const doomed = await startNode(nats);
    await says(doomed, ready);
    const key = new PhoneKey();
    const ann = await guest(a, 'survivor');
    const lost = await phone(doomed, key);
    await reaches(ann, lost, key.id, 'before');
    doomed.kill('SIGKILL');
    await lost.closed;
    ann.send(offer(key.id, 'meanwhile'));
    const found = await phone(b, key);
    await found.next(isOffer('meanwhile'));
  });

  test('nothing that comes over NATS brings a server down or reaches a phone as it is', async () => {
    const [ann, bob] = await Promise.all([guest(a, 'garbled'), guest(b, 'bystander')]);
    const intruder = await connect({
      servers: `127.0.0.1:${nats.port}`,
      user: 'tincan',
      pass: natsPassword,
    });
    const claim = { claim: { kind: 'guest', tokenHash: 'x' }, age: 1e12, node: 'zzz' };
    const nearly = fc
      .record(
        {
          type: fc.constantFrom('OFFER', 'LEAVE', 'EXPIRE', 'SEATED', 'HERE', 'OPEN', 'ID-TAKEN'),
          src: fc.oneof(fc.constantFrom('eve', 'a.b', '>', '', 'garbled'), fc.anything()),
          dst: fc.oneof(fc.constantFrom('garbled', 'bystander', '*'), fc.anything()),
          payload: fc.anything(),
          claim: fc.oneof(fc.constant({ kind: 'signed', time: 'now' }), fc.anything()),
          age: fc.constantFrom('1', null, -1),
          isAnswer: fc.constant(true),
        },
        { requiredKeys: [] },
      )
      .map((message) => {
        // An offer of somebody, and that somebody is not there, would be right.
        const { type, dst } = message;
        const isRight = dst === 'garbled' && ['LEAVE', 'OFFER', 'EXPIRE'].includes(String(type));
        return writeJson(isRight ? { ...message, dst: 'bystander' } : message);
      });
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.json(),
      fc.constant(
        writeJson({ type: 'SEATED', dst: 'garbled', isAnswer: false, ...claim, age: '1' }),
      ),
      fc.constant(`{"type":"OFFER","dst":"garbled","src":"e","payload":${'['.repeat(10_000)}`),
      nearly,
    );
    fc.assert(
      fc.property(garbage, fc.boolean(), (data, wantsReply) => {
        const subject = wantsReply ? 'tincan.seated.garbled' : 'tincan.to.garbled';
        intruder.publish(subject, data, wantsReply ? { reply: 'tincan.to.garbled' } : {});
      }),
      { numRuns: 3000 },
    );
    await intruder.flush();
    await reaches(bob, ann, 'garbled', 'last');
    assert.deepEqual(ann.inbox, []);
    assert.equal(ann.socket.readyState, ann.socket.OPEN);
    await intruder.close();
  });

  test('a flood from one address at another server neither cuts off whom it is for, nor keeps others from being heard', async () => {
    const reader = await guest(a, 'slow reader');
    reader.socket.pause();
    const localAddress = '127.0.3.1';
    const writers = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        BrokerClient.open(b.at, `flood ${at}`, 'token', { localAddress }),
      ),
    );
    const payload = { connectionId: 'heavy', fill: 'x'.repeat(60_000) };
    const figure = async (line: RegExp) => {
      const figures = await (await fetch(new URL('metrics', a.at))).text();
      return Number(line.exec(figures)?.[1] ?? 0);
    };
    const dropped = () => figure(/^tincan_dropped_frames_total (\d+)$/m);
    const before = await dropped();
    // What the sockets on the way take in comes first; then each adds in turn.
    while ((await dropped()) < before + 50) {
      for (const [at, writer] of writers.entries()) {
        writer.send({ type: 'OFFER', dst: 'slow reader', payload });
        await reaches(writer, writer, `flood ${at}`, 'mark');
      }
      assert.equal(await figure(/^tincan_refusals_total\{reason="slow"\} (\d+)$/m), 0);
    }
    const friend = await guest(c, 'friend');
    friend.send(offer('slow reader', 'friend'));
    await reaches(friend, friend, 'friend', 'mark');
    reader.socket.resume();
    await reader.next(isOffer('friend'));
    for (const { socket } of [reader, ...writers]) socket.terminate();
  });

  test('an ID can’t name more than one subject', async () => {
    const [ann, bob] = await Promise.all([guest(a, 'wild'), guest(b, 'card')]);
    const wild = ['*', '>', 'to.card', 'card.', ' ', 'card ', 'c*rd', 'card\r\nPING\r\n'];
    for (const dst of wild) ann.send(offer(dst, dst));
    for (const dst of wild) {
      await ann.next(({ type, src }) => type === 'EXPIRE' && src === dst);
    }
    assert.deepEqual(bob.inbox, []);
  });
});

describe('without NATS', { skip: natsless ?? false }, () => {
  test('a server works for its own clients, says so, and is one of many once NATS is there', async (t) => {
    const nats = await Nats.create();
    t.after(() => nats.kill());
    const [a, b] = await Promise.all([startNode(nats), startNode(nats)]);
    assert.equal(await readiness(a), cutOff);
    assert.equal((await fetch(new URL('healthz', a.at))).status, 200);
    const [ann, cid, bob] = await Promise.all([guest(a, 'ann'), guest(a, 'cid'), guest(b, 'bob')]);
    await reaches(ann, cid, 'cid', 'to a neighbour');
    ann.send(offer('bob', 'to another server'));
    assert.equal((await ann.next(() => true)).type, 'EXPIRE');

    // The same phone at both, neither of which can know of the other.
    const key = new PhoneKey();
    const older = await phone(a, key);
    await setTimeout(1100);
    const newer = await phone(b, key);
    await nats.start();
    await Promise.all([says(a, ready), says(b, ready)]);
    await older.closed;
    await reaches(ann, bob, 'bob', 'found');
    await reaches(bob, cid, 'cid', 'found as well');
    await reaches(ann, newer, key.id, 'the newer one');
    await Promise.all([stop(a), stop(b)]);
  });

  test('its loss is told, harms nobody who is at the same server, and heals', async (t) => {
    const nats = await Nats.create();
    await nats.start();
    t.after(() => nats.kill());
    const [a, b] = await Promise.all([
      startNode(nats, ['--log-level', 'debug']),
      startNode(nats, ['--log-level', 'debug']),
    ]);
    await Promise.all([says(a, ready), says(b, ready)]);
    const [ann, cid, bob] = await Promise.all([guest(a, 'ann'), guest(a, 'cid'), guest(b, 'bob')]);
    const key = new PhoneKey();
    const older = await phone(a, key);
    await reaches(ann, bob, 'bob', 'before');

    await nats.kill();
    await Promise.all([says(a, cutOff), says(b, cutOff)]);
    await reaches(ann, cid, 'cid', 'to a neighbour');
    ann.send(offer('bob', 'lost'));
    assert.equal((await ann.next(() => true)).type, 'EXPIRE');
    const newer = await phone(b, key);
    const dan = await guest(b, 'dan');

    await nats.start();
    await Promise.all([says(a, ready), says(b, ready)]);
    await older.closed;
    await reaches(ann, bob, 'bob', 'after');
    await reaches(ann, dan, 'dan', 'came meanwhile');
    await reaches(ann, newer, key.id, 'moved meanwhile');
    await Promise.all([stop(a), stop(b)]);
  });

  test('being refused for a while is told once, and so are the seats when it is over', async (t) => {
    const [port, httpPort, clusterPort] = [await freePort(), await freePort(), await freePort()];
    const start = (password: string) =>
      startNats(
        { port, httpPort, clusterPort },
        { password, clusterPassword: 'of-the-cluster', routes: [clusterPort] },
      );
    let nats = await start('right');
    t.after(() => nats.stop());
    const node = await startNode({ url: `nats://tincan:right@127.0.0.1:${port}` });
    await says(node, ready);
    await guest(node, 'ann');
    await nats.stop();
    nats = await start('another');
    await nats.tells(/(?:authentication error[^]*){5}/);
    assert.equal(await readiness(node), refused);
    await nats.stop();

    nats = await start('right');
    const witness = await connect({ servers: `127.0.0.1:${port}`, user: 'tincan', pass: 'right' });
    t.after(() => witness.close());
    let told = 0;
    witness.subscribe('tincan.to.ann', { callback: () => void told++ });
    await witness.flush();
    await says(node, ready);
    await setTimeout(1_000);
    assert.ok(told <= 2, `it is told ${told} times`);
    node.kill('SIGINT');
    const { stderr } = await node.ended;
    assert.deepEqual(
      stderr
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { msg: string }).msg),
      ['NATS is out of reach', 'NATS refuses the user, password or token of NATS_URL'],
    );
  });

  test('what is still said when it is given up goes nowhere', async (t) => {
    const nats = await Nats.create();
    await nats.start();
    t.after(() => nats.kill());
    const cluster = new NatsCluster([nats.url], createLog('silent'));
    const joined = new Promise<void>((resolve) => {
      const nothing = () => undefined;
      cluster.start({
        seats: () => [],
        received: () => false,
        appeared: nothing,
        joined: resolve,
      });
    });
    await joined;
    cluster.seat('before');
    await cluster.close();
    cluster.seat('ann');
    cluster.watch('ann');
    cluster.announce('ann');
    cluster.tell('ann', '{}');
    assert.equal(await cluster.ask('ann', '{}'), false);
    for (const id of ['before', 'ann']) cluster.leave(id);
    cluster.unwatch('ann');
  });

  test('a wrong password is told without saying it', async (t) => {
    const nats = await Nats.create();
    await nats.start();
    t.after(() => nats.kill());
    const url = nats.url.replace(natsPassword, 'swordfish');
    const node = await startServer(['--log-level', 'debug'], { env: { NATS_URL: url } });
    await says({ ...node, at: node.url }, refused);
    await node.warned;
    node.kill('SIGINT');
    const { code, stderr } = await node.ended;
    assert.equal(code, 0);
    assert.match(stderr, /NATS refuses the user, password or token/);
    // Once, however often it is tried.
    assert.equal(stderr.split('"level":40').length, 2);
    assert.ok(!stderr.includes('swordfish'));
  });
});

function connectionId({ payload }: Incoming): string {
  return (payload as { connectionId: string }).connectionId;
}
