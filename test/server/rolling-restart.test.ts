import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { Cluster, clusterless, type ClusterNode } from './support/cluster.ts';
import { SteadyPhone } from './support/steady-phone.ts';

const phonesInAll = 2_000;
const signingOnAtOnce = 100;
const callingAtOnce = 10;
/** From one call to the next, and from one look to the next, in ms: without, both cores are busy. */
const pause = 50;
/** Several times what each part takes, in ms: which one stands still is told. */
const enough = 120_000;

/** An address of this machine for each phone, as each is at a place of its own. */
function addressOf(phone: number): string {
  return `127.1.${Math.floor(phone / 250)}.${1 + (phone % 250)}`;
}

describe('2 000 phones at three servers', { skip: clusterless ?? false }, () => {
  let cluster: Cluster;
  const phones: SteadyPhone[] = [];
  before(
    async () => {
      cluster = await Cluster.start();
      const { url, agent } = cluster.caddy;
      while (phones.length < phonesInAll) {
        const next = Array.from({ length: signingOnAtOnce }, (_, at) => {
          const localAddress = addressOf(phones.length + at);
          return new SteadyPhone(url, { agent, localAddress });
        });
        await Promise.all(next.map((phone) => phone.online()));
        phones.push(...next);
      }
    },
    { timeout: enough },
  );
  after(async () => {
    for (const phone of phones) phone.leave();
    await cluster.stop();
  });

  /** Until Caddy sends people there again: it has the fewest, so whoever comes next goes there. */
  async function isBack(node: ClusterNode): Promise<void> {
    const { url, agent } = cluster.caddy;
    for (let isThere = false; !isThere;) {
      const phone = new SteadyPhone(url, { agent, localAddress: addressOf(phonesInAll) });
      await phone.online();
      isThere = await node.has(phone.id);
      phone.leave();
      await setTimeout(pause);
    }
  }

  const anyPhone = () => phones[Math.floor(Math.random() * phones.length)] as SteadyPhone;

  test(
    'call each other while one after the other is restarted, at most with one more try',
    { timeout: enough },
    async (t) => {
      let isOver = false;
      const count = { calls: 0, again: 0, failed: 0 };
      const callers = Array.from({ length: callingAtOnce }, async () => {
        while (!isOver) {
          await setTimeout(pause);
          const [from, to] = [anyPhone(), anyPhone()];
          count.calls++;
          if (await from.call(to.id)) continue;
          count.again++;
          if (!(await from.call(to.id))) count.failed++;
        }
      });
      for (const node of cluster.nodes) {
        await node.end('SIGTERM');
        await node.start();
        await isBack(node);
      }
      isOver = true;
      await Promise.all(callers);
      t.diagnostic(`${count.calls} calls, ${count.again} of them with a second try`);
      assert.equal(count.failed, 0);
      assert.ok(count.calls > 500, `${count.calls} calls`);
    },
  );
});
