import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { freePort } from '../server/support/free-port.ts';
import { Nats, natsless } from '../server/support/nats.ts';
import { startChromium } from './browser.ts';
import { moveOut } from './house.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';
import { together } from './talk.ts';

/** One address before several servers; new connections go to the one that is chosen. */
async function balance(first: number): Promise<{ url: string; choose(port: number): void }> {
  let port = first;
  const proxy = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
  });
  proxy.listen(0, '127.0.0.1').unref();
  await once(proxy, 'listening');
  const url = `http://localhost:${(proxy.address() as AddressInfo).port}`;
  return { url, choose: (next) => (port = next) };
}

function opened({ received }: Person): number {
  return received.filter((frame) => frame.includes('"OPEN"')).length;
}

describe('a server of two that is stopped', { skip: natsless ?? false }, () => {
  let nats: Nats;
  let browser: Browser;
  before(async () => {
    nats = await Nats.create();
    [browser] = await Promise.all([startChromium(), nats.start()]);
  });
  after(async () => {
    await browser.close();
    await nats.kill();
  });

  it('leaves a call alone, and who is called meanwhile is reached', async () => {
    const ports = [await freePort(), await freePort()] as const;
    const { url, choose } = await balance(ports[0]);
    const settings = { NATS_URL: nats.url, PUBLIC_URL: url };
    const [old, other] = await Promise.all([
      Server.start(ports[0], 'dist', settings),
      Server.start(ports[1], 'dist', settings),
    ]);
    const [ana, ben] = await Promise.all([
      Person.moveIn(browser, url, 'Ana'),
      Person.moveIn(browser, url, 'Ben'),
    ]);
    await ana.befriend(ben);
    await ana.talkTo(ben, 'Video call');
    await together(ana, ben);

    // A busy machine may take longer to sign on elsewhere than the banner waits; it is gone at once.
    const trouble = [ana, ben].map(async ({ page }) => {
      const banner = page.getByText('No connection to the broker');
      await banner.waitFor({ timeout: 0 });
      await banner.waitFor({ state: 'hidden', timeout: 10_000 });
    });
    for (const gone of trouble) gone.catch(() => undefined);
    const stopped = old.stop('SIGTERM');
    choose(ports[1]);
    const cem = await Person.moveIn(browser, url, 'Cem');
    await Promise.race([stopped, ...trouble.map((gone) => gone.then(() => stopped))]);
    await together(ana, ben);
    assert.ok(opened(ana) >= 2 && opened(ben) >= 2, 'both are signed on at the other one');
    assert.equal(opened(cem), 1);
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await cem.talkTo(ana);
    await cem.hangUp();
    await ana.reads('Call ended');
    await moveOut([ana, ben, cem]);
    await other.stop();
  });
});
