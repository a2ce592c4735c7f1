import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { lackOf } from '../../tools/programs.mjs';
import { freePort } from './support/free-port.ts';
import { NatsClient, startNats, troubleOf, type NatsNode } from './support/nats-setup.ts';

const password = '0123456789';
const clusterPassword = 'ab12cd34ef';

/** Two of them, the second with this password for the first. */
async function startTwo(secondPassword: string): Promise<readonly [NatsNode, NatsNode]> {
  const routes = [await freePort(), await freePort()];
  const [one = 0, two = 0] = routes;
  const start = async (clusterPort: number, known: string) =>
    startNats(
      { port: await freePort(), httpPort: await freePort(), clusterPort },
      { password, clusterPassword: known, routes },
    );
  return [await start(one, clusterPassword), await start(two, secondPassword)];
}

/** What NATS tells this machine about itself. */
async function figure({ httpPort }: NatsNode, page: string, name: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/${page}`);
  return ((await response.json()) as Record<string, unknown>)[name];
}

describe('deploy/nats.conf', { skip: lackOf('nats-server') ?? false }, () => {
  test('is as NATS wants it, once the passwords are there', () => {
    assert.equal(troubleOf({ password, clusterPassword, routes: [1, 2] }), null);
    assert.match(troubleOf(null) ?? '', /PASSWORD.* can not be found/);
  });

  describe('on two machines', () => {
    let nodes: readonly [NatsNode, NatsNode];
    before(async () => {
      nodes = await startTwo(clusterPassword);
      for (const node of nodes) {
        while ((await figure(node, 'routez', 'num_routes')) !== 1) await setTimeout(50);
      }
    });
    after(() => Promise.all(nodes.map((node) => node.stop())));

    async function join({ port }: NatsNode): Promise<NatsClient> {
      const client = new NatsClient(port, 'tincan', password);
      after(() => client.close());
      client.say('PING');
      await client.hears(/PONG\r\n/);
      return client;
    }

    test('a message at one is heard at the other', async () => {
      const [here, there] = [await join(nodes[0]), await join(nodes[1])];
      there.say('SUB tincan.to.somebody 1');
      there.say('PING');
      await there.hears(/PONG\r\n/);
      // The other NATS hears of that a moment later.
      const heard = there.hears(/MSG tincan\.to\.somebody 1 5\r\nhello\r\n/);
      let isHeard = false;
      void heard.then(() => (isHeard = true));
      while (!isHeard) {
        here.say('PUB tincan.to.somebody 5\r\nhello');
        await setTimeout(20);
      }
    });

    test('nobody gets in with another password', async () => {
      const client = new NatsClient(nodes[0].port, 'tincan', 'a guess');
      after(() => client.close());
      assert.match(await client.hears(/-ERR [^\r]*\r\n|PONG/), /Authorization Violation/);
    });

    test('whoever gets in hears and says nothing but what Tincan does', async () => {
      const client = await join(nodes[0]);
      client.say('SUB > 1');
      await client.hears(/-ERR 'Permissions Violation for Subscription to ">"'/);
      client.say('SUB $SYS.> 2');
      await client.hears(/-ERR 'Permissions Violation/);
      client.say('PUB other 1\r\nx');
      await client.hears(/-ERR 'Permissions Violation for Publish/);
    });

    test('nothing goes that is larger than all that may wait for a phone', async () => {
      const client = await join(nodes[0]);
      client.say(`PUB tincan.to.somebody ${1024 * 1024 + 1}`);
      await client.hears(/-ERR 'Maximum Payload Violation'/);
    });

    test('it keeps nothing', async () => {
      assert.equal(await figure(nodes[0], 'jsz', 'disabled'), true);
    });
  });

  test('one with another password of the cluster stays outside', async () => {
    const [node, stranger] = await startTwo('a-guess');
    await node.tells(/authentication error/);
    assert.equal(await figure(node, 'routez', 'num_routes'), 0);
    await Promise.all([node.stop(), stranger.stop()]);
  });
});
