import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { BrokerClient, isOffer, offer } from './support/broker-client.ts';
import { freePort } from './support/free-port.ts';
import { startNats, type NatsNode } from './support/nats-setup.ts';
import { natsless } from './support/nats.ts';
import { host, ready, says, startNode, stop, type Node } from './support/node.ts';
import { PhoneKey } from './support/phone-key.ts';

const password = '0123456789';

function urlOf(...nats: readonly NatsNode[]): { readonly url: string } {
  return { url: nats.map(({ port }) => `nats://tincan:${password}@127.0.0.1:${port}`).join() };
}

/** As many as there are, as `deploy/nats.conf` has them. */
async function startTwo(): Promise<readonly [NatsNode, NatsNode]> {
  const routes = [await freePort(), await freePort()];
  const own = { password, clusterPassword: 'another', routes };
  const [one, two] = await Promise.all(
    routes.map(async (clusterPort) =>
      startNats({ port: await freePort(), httpPort: await freePort(), clusterPort }, own),
    ),
  );
  assert.ok(one && two);
  await Promise.all([one, two].map(({ tells }) => tells(/Route connection created/)));
  return [one, two];
}

describe('servers at two NATS that are one', { skip: natsless ?? false }, () => {
  let nats: readonly [NatsNode, NatsNode];
  let a: Node;
  let b: Node;
  before(async () => {
    nats = await startTwo();
    [a, b] = await Promise.all([startNode(urlOf(nats[0])), startNode(urlOf(nats[1]))]);
    await Promise.all([says(a, ready), says(b, ready)]);
  });
  after(async () => {
    await Promise.all([stop(a), stop(b)]);
    await Promise.all(nats.map((one) => one.stop()));
  });

  test('whoever comes to the other one has at once what waits', async () => {
    const ann = await BrokerClient.open(a.at, 'ann');
    for (let round = 0; round < 50; round++) {
      const id = `late-${round}`;
      ann.send(offer(id, 'early'));
      // Some come while the message is on its way, some when it waits.
      if (round % 2 === 1) {
        ann.send(offer('ann', 'mark'));
        await ann.next(isOffer('mark'));
      }
      const started = performance.now();
      const late = await BrokerClient.open(b.at, id);
      await late.next(isOffer('early'));
      assert.ok(performance.now() - started < 2_500, `round ${round}`);
      assert.deepEqual(late.inbox, []);
      late.socket.terminate();
    }
    assert.deepEqual(ann.inbox, []);
  });

  test('of sign-ons at the same moment exactly one stays', async () => {
    for (let round = 0; round < 20; round++) {
      const key = new PhoneKey();
      const now = Date.now();
      const pair = [a, b].map(
        (node, at) => new BrokerClient(node.at, key.id, key.token(host, now + at)),
      );
      const lost = await Promise.race(pair.map(({ closed }, at) => closed.then(() => at)));
      const winner = pair[1 - lost];
      assert.ok(winner);
      const judge = await BrokerClient.open(a.at, `judge-${round}`);
      judge.send(offer(key.id, 'still here'));
      await winner.next(isOffer('still here'));
      winner.socket.terminate();
      judge.socket.terminate();
    }
  });
});

/** The way from one NATS to the other, to be cut. */
class Route {
  readonly #open = new Set<Socket>();
  readonly #server: Server;

  constructor(to: number) {
    this.#server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => other.destroy());
        socket.pipe(other);
      }
    });
  }

  async heal(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  cut(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }
}

test(
  'where two NATS had lost each other it is settled who came where',
  { skip: natsless ?? false, timeout: 60_000 },
  async (t) => {
    const [near, far, way] = [await freePort(), await freePort(), await freePort()];
    const own = { password, clusterPassword: 'another' };
    const start = async (clusterPort: number, routes: readonly number[]) =>
      startNats(
        { port: await freePort(), httpPort: await freePort(), clusterPort },
        { ...own, routes },
      );
    const nats = [await start(near, [way]), await start(far, [far])] as const;
    const [a, b] = await Promise.all([startNode(urlOf(nats[0])), startNode(urlOf(nats[1]))]);
    const route = new Route(far);
    t.after(async () => {
      route.cut();
      await Promise.all([stop(a), stop(b)]);
      await Promise.all(nats.map((one) => one.stop()));
    });
    await Promise.all([says(a, ready), says(b, ready)]);
    const key = new PhoneKey();
    const older = await BrokerClient.open(a.at, key.id, key.token(host));
    // More than what counts as the same moment.
    await setTimeout(1100);
    const newer = await BrokerClient.open(b.at, key.id, key.token(host));
    // And until it was said twice.
    await setTimeout(500);
    assert.equal(older.socket.readyState, older.socket.OPEN);
    await route.heal(way);
    await older.closed;
    const ann = await BrokerClient.open(a.at, 'ann');
    ann.send(offer(key.id, 'found'));
    await newer.next(isOffer('found'));
  },
);

test('of two NATS one may be lost', { skip: natsless ?? false }, async (t) => {
  const nats = await startTwo();
  const nodes = await Promise.all([1, 2, 3, 4].map(() => startNode(urlOf(...nats))));
  await Promise.all(nodes.map((node) => says(node, ready)));
  const clients = await Promise.all(
    nodes.map(({ at }, index) => BrokerClient.open(at, `client-${index}`)),
  );
  await nats[0].stop();
  t.after(() => nats[1].stop());
  for (const from of clients) {
    for (const [index, to] of clients.entries()) {
      // What is said before a server has found the other NATS comes back.
      for (let tries = 0; ; tries++) {
        from.send(offer(`client-${index}`, `try ${tries}`));
        const heard = to.next(isOffer(`try ${tries}`)).then(() => true);
        if (await Promise.race([heard, setTimeout(1000, false)])) break;
        assert.ok(tries < 10);
      }
      to.inbox.splice(0);
    }
  }
  await Promise.all(nodes.map((node) => says(node, ready)));
  await Promise.all(nodes.map(stop));
});
