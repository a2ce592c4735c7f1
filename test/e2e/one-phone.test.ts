import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, WebSocketRoute } from 'playwright-core';
import { House } from './house.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

describe('one phone', () => {
  const house = new House();

  it('keeps ID, contacts and recents over a reload', async () => {
    const [ana, ben] = await house.strangers();
    await ana.addContact('Ben', ben.id);
    await ben.dial(ana.id);
    await ana.answer();
    await ana.talks();
    await ana.hangUp();
    await ana.reads('Call ended');
    await ben.closeEnded();
    const { id } = ana;
    await ana.page.reload();
    await ana.ready();
    assert.equal(ana.id, id);
    await ana.go('Contacts');
    await ana.page.getByRole('list', { name: 'Contacts' }).getByText('Ben').waitFor();
    await ana.go('Recents');
    await ana.page.getByRole('list', { name: 'Recents' }).getByText('Ben').first().waitFor();
    // And it can be reached again at once, under the same ID.
    await ben.dial(ana.id);
    await ana.incoming.waitFor();
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('opens no peer connection while it waits for calls', async () => {
    const opened: string[] = [];
    const before = async (page: Page) => {
      await page.exposeFunction('tell', (from: string) => void opened.push(from));
      await page.addInitScript(() => {
        const { RTCPeerConnection } = globalThis;
        globalThis.RTCPeerConnection = new Proxy(RTCPeerConnection, {
          construct(target, given, asked) {
            void (globalThis as unknown as { tell(from: string): void }).tell(
              new Error('opened').stack ?? '',
            );
            return Reflect.construct(target, given, asked) as object;
          },
        });
      });
    };
    const ana = await house.moveIn('Ana', { before });
    assert.deepEqual(opened, []);
    // It still can.
    const ben = await house.moveIn('Ben');
    await ben.dial(ana.id);
    await ana.answer();
    await ana.talks();
    assert.notDeepEqual(opened, []);
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('is held by one tab; the other says so and can take it over', async () => {
    const ana = await house.moveIn('Ana');
    const second = await ana.context.newPage();
    await second.goto(house.server.url);
    await second.getByRole('button', { name: 'Use here' }).click();
    await second.getByLabel('Your ID').first().waitFor();
    await ana.button('Use here').waitFor();
    await ana.leave();
  });

  it('tells what is wrong with an ID at the field, and dials nothing', async () => {
    const ana = await house.moveIn('Ana');
    const field = ana.page.getByRole('textbox', { name: 'Peer ID' });
    const wrong = ana.id.slice(0, -1) + (ana.id.endsWith('0') ? '1' : '0');
    for (const text of ['', wrong, ana.id]) {
      await field.fill(text);
      await field.press('Enter');
      await field.and(ana.page.locator('[aria-invalid="true"]')).waitFor();
    }
    assert.equal(await ana.status.count(), 0);
    assert.ok(!ana.sent.some((frame) => frame.includes('tincan')));
    await ana.leave();
  });

  it('takes an ID in any spelling, and from a link', async () => {
    const [ana, ben] = await house.strangers();
    const sloppy = ben.id
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    await ana.dial(` ${sloppy} `);
    await ben.incoming.waitFor();
    await ben.decline();
    await ana.reads('Declined');
    await ana.closeEnded();
    await ana.page.goto(`${house.server.url}/#${ben.id}?name=Ben%20K.`);
    await ana.page.reload();
    await ana.ready();
    await ana.button('Voice call').first().waitFor();
    assert.equal(await ben.incoming.count(), 0, 'nothing dials by itself');
    await ana.button('Voice call').first().click();
    await ben.incoming.waitFor();
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('says so while the broker is away, and is signed on within 5 s of its return', async () => {
    const own = await Server.start();
    const [ana, ben] = [
      await Person.moveIn(house.browser, own.url, 'Ana'),
      await Person.moveIn(house.browser, own.url, 'Ben'),
    ];
    const banners = [ana, ben].map(({ page }) =>
      page.getByText('No connection to the broker, trying again'),
    );
    await own.stop('SIGKILL');
    for (const banner of banners) await banner.waitFor();
    const again = await Server.start(own.port);
    // What a busy machine adds is in it too.
    const back = { state: 'hidden', timeout: 15_000 } as const;
    await Promise.all(banners.map((banner) => banner.waitFor(back)));
    await ana.talkTo(ben);
    await Promise.all([ana.leave(), ben.leave()]);
    await again.stop();
  });

  it('asks a broker of which it hears nothing, and no other, and signs on anew where nothing comes back', async () => {
    const sockets: WebSocketRoute[] = [];
    const asked: string[] = [];
    let isSilent = false;
    const before = (page: Page) =>
      page.routeWebSocket(/\/broker\//, (socket) => {
        const at = sockets.push(socket) - 1;
        const broker = socket.connectToServer();
        socket.onMessage((frame) => {
          if (String(frame).includes('"echo":true')) asked.push(String(at));
          broker.send(frame);
        });
        broker.onMessage((frame) => {
          // Its own beat may come at any time.
          if (!String(frame).includes('HEARTBEAT') && !(isSilent && at === 0)) socket.send(frame);
        });
      });
    const ana = await house.moveIn('Ana', { before });
    await ana.page.clock.install();
    for (let beat = 0; beat < 2; beat++) {
      sockets[0]!.send('{"type":"HEARTBEAT"}');
      await ana.page.clock.fastForward(18_000);
    }
    assert.deepEqual(asked, []);
    isSilent = true;
    await ana.page.clock.fastForward(5_000);
    await ana.page.clock.fastForward(3_000);
    const ben = await house.moveIn('Ben');
    await ben.dial(ana.id);
    await ana.incoming.waitFor();
    assert.deepEqual([asked, sockets.length], [['0'], 2]);
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('says so where its server is full, and is signed on when there is room', async () => {
    const small = await Server.start(0, 'dist', { MAX_CONNECTIONS: '1' });
    const ana = await Person.moveIn(house.browser, small.url, 'Ana');
    const ben = await Person.arrive(house.browser, small.url, 'Ben');
    await ben.page.getByRole('textbox', { name: 'Your name' }).fill('Ben');
    await ben.button('Start').click();
    const full = 'The broker takes no more phones at the moment';
    const banner = ben.page.getByRole('status').filter({ hasText: full });
    await banner.waitFor();
    await ana.leave();
    await banner.waitFor({ state: 'hidden' });
    await ben.leave();
    await small.stop();
  });

  it('asks nobody but its own server', async () => {
    const [ana, ben] = await house.strangers();
    await ana.dial(ben.id, 'Video call');
    await ben.answer('Answer with video');
    await ana.sees('Ben');
    await ana.hangUp();
    for (const person of [ana, ben]) {
      assert.deepEqual([...person.hosts], [new URL(house.server.url).host]);
      const { iceServers, connections } = await person.found();
      assert.ok(connections > 0);
      assert.equal(iceServers, 0);
      await person.leave();
    }
  });
});
