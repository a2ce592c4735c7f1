import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { host } from '../server/support/caddy.ts';
import { Cluster, clusterless } from '../server/support/cluster.ts';
import { startChromium } from './browser.ts';
import { moveOut } from './house.ts';
import { Person } from './person.ts';
import { seconds, together } from './talk.ts';

/** A Chromium that finds the name in `deploy/`, and takes the certificate that Caddy made for it. */
function startBrowser({ caddy }: Cluster): Promise<Browser> {
  const { publicKey } = new X509Certificate(caddy.intermediate);
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const hash = createHash('sha256').update(key).digest('base64');
  return startChromium(
    `--host-resolver-rules=MAP ${host} 127.0.0.1`,
    `--ignore-certificate-errors-spki-list=${hash}`,
  );
}

/** When a broker next lets them in, by `performance.now()`. */
function letIn({ page }: Person): Promise<number> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes('"OPEN"')) resolve(performance.now());
      }),
    );
  });
}

describe('three servers as one', { skip: clusterless ?? false }, () => {
  let cluster: Cluster;
  let browser: Browser;
  let ana: Person;
  let ben: Person;
  before(async () => {
    cluster = await Cluster.start();
    browser = await startBrowser(cluster);
  });
  after(async () => {
    await browser.close();
    await cluster.stop();
  });
  beforeEach(async () => {
    ana = await moveIn('Ana');
    ben = await moveIn('Ben');
    while ((await nodeOf(ana)) === (await nodeOf(ben))) {
      await ben.page.reload();
      await ben.ready();
    }
  });
  afterEach(() => moveOut([ana, ben]));

  const moveIn = (name: string) => Person.moveIn(browser, cluster.caddy.url, name);
  const nodeOf = ({ wireId }: Person) => cluster.nodeOf(wireId);

  it('bring two people together who are at two of them', async () => {
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);
    await ben.hangUp();
    await ana.reads('Call ended');
  });

  it('lose one in the middle of a call: that goes on, and the phone is at another within 5 s', async (t) => {
    await ana.befriend(ben);
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);
    const before = await seconds(ben);
    const node = await nodeOf(ana);
    const back = letIn(ana);
    const started = performance.now();
    await node.end('SIGKILL');
    const took = (await back) - started;
    assert.notEqual(await nodeOf(ana), node);
    t.diagnostic(`signed on elsewhere after ${Math.round(took)} ms`);
    assert.ok(took < 5_000, `${took} ms`);
    await together(ana, ben);
    assert.ok((await seconds(ben)) >= before, 'the timer has gone on');
    await ana.hangUp();
    await ben.reads('Call ended');
    await node.start();
  });

  it('lose NATS in the middle of a call: that goes on, newcomers are let in, and all is well once it is back', async () => {
    await ana.talkTo(ben);
    await Promise.all(cluster.nodes.map((node) => node.killNats()));
    await Promise.all(cluster.nodes.map((node) => node.says('NATS is out of reach')));
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    const cem = await moveIn('Cem');
    await Promise.all(cluster.nodes.map((node) => node.startNats()));
    await Promise.all(cluster.nodes.map((node) => node.says('ready')));
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    // Cem has no link to either, and at most one of them is where he is.
    for (const other of [ana, ben]) {
      await cem.talkTo(other);
      await Promise.all([cem.hears(other.name), other.hears('Cem')]);
      await cem.hangUp();
      await other.reads('Call ended');
      await cem.closeEnded();
    }
    await moveOut([cem]);
  });
});
