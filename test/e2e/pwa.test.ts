import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { startBareChromium } from './bare-chromium.ts';
import { House } from './house.ts';
import { cached, hide, lookForVersion, notifies, press, workerOf } from './installed-app.ts';
import { Person } from './person.ts';
import { SecondVersion } from './second-version.ts';
import { Server } from './server.ts';

describe('the app', () => {
  const house = new House();

  it('can be installed, and its manifest says all that Chromium reads', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'tincan-profile-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium() ?? 'chromium',
      args: chromiumFlags,
    });
    const page = await context.newPage();
    await page.goto(house.server.url);
    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    const errors = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    assert.deepEqual(errors, []);
    const { errors: wrong, data = '' } = await session.send('Page.getAppManifest');
    assert.deepEqual(wrong, []);
    const { icons, screenshots, shortcuts } = JSON.parse(data) as Record<string, { src: string }[]>;
    const files = [...icons!, ...screenshots!].map(({ src }) => src);
    for (const file of files) {
      const answer = await page.request.get(`${house.server.url}/${file}`);
      assert.match(answer.headers()['content-type'] ?? '', /^image\//, file);
    }
    assert.equal(shortcuts?.length, 2);
    await context.close();
    rmSync(profile, { recursive: true, maxRetries: 10, retryDelay: 200 });
  });

  it('offers favourites from its icon', async () => {
    const ana = await Person.moveIn(house.browser, house.server.url, 'Ana');
    const ben = await Person.moveIn(house.browser, house.server.url, 'Ben');
    await ana.addContact('Ben', ben.id);
    await cached(ana.page);
    await ana.page.getByRole('link', { name: 'Contacts' }).click();
    await ana.page.getByRole('list', { name: 'Contacts' }).getByText('Ben').click();
    await ana.button('Favourite').click();
    const session = await ana.context.newCDPSession(ana.page);
    const offered = async () => {
      await ana.page.reload();
      const { data = '{}' } = await session.send('Page.getAppManifest');
      const { shortcuts } = JSON.parse(data) as { shortcuts: { name: string; url: string }[] };
      return shortcuts;
    };
    let shortcuts = await offered();
    // It is written down a moment after it was wished for.
    while (shortcuts.length < 3) shortcuts = await offered();
    assert.deepEqual(
      shortcuts.map(({ name }) => name),
      ['Show my QR', 'Ben', 'Contacts'],
    );
    await ana.page.goto(new URL(shortcuts[1]!.url, house.server.url).href);
    await ana.page.getByRole('heading', { name: 'Ben' }).waitFor();
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('opens without a server, as the same phone, and says so', async () => {
    const own = await Server.start();
    const ana = await Person.moveIn(house.browser, own.url, 'Ana');
    await cached(ana.page);
    await own.stop('SIGKILL');
    await ana.page.reload();
    await ana.page.getByText('No connection to the broker, trying again').waitFor();
    await ana.context.setOffline(true);
    await ana.page.getByText('You are offline: no connection').waitFor();
    await ana.context.setOffline(false);
    await ana.page.getByText('You are offline').waitFor({ state: 'detached' });
    const id = await ana.page.getByLabel('Your ID').first().textContent();
    assert.equal(id?.trim(), ana.id);
    // What is loaded only when it is asked for is there as well.
    await ana.button('Show QR code').click();
    await ana.page.getByRole('dialog', { name: 'Scan to call me' }).waitFor();
    await ana.leave();
  });

  it('offers a new version after a call, not in it, and keeps what was typed', async () => {
    const version = new SecondVersion();
    const own = await Server.start(0, version.folder);
    const [ana, ben] = await Promise.all([
      Person.moveIn(house.browser, own.url, 'Ana'),
      Person.moveIn(house.browser, own.url, 'Ben'),
    ]);
    await cached(ana.page);
    await ben.dial(ana.id);
    await ana.answer();
    await ana.talks();
    version.release('The second one');
    await lookForVersion(ana.page);
    const offer = ana.page.getByText('A new version is ready');
    assert.equal(await offer.count(), 0, 'nothing is offered in a call');
    await ben.hangUp();
    await offer.waitFor();
    await ana.closeEnded();
    await ana.type('half a na');
    const loaded = ana.page.waitForEvent('load');
    await ana.button('Update').click();
    await loaded;
    const field = await ana.page.getByRole('textbox', { name: 'Peer ID' }).elementHandle();
    const isBack = (one: unknown) => (one as HTMLInputElement).value === 'half a na';
    // Before anybody types into it anew.
    await ana.page.waitForFunction(isBack, field, { timeout: 5_000 });
    const description = ana.page.locator('meta[name=description]');
    assert.equal(await description.getAttribute('content'), 'The second one');
    assert.equal(await offer.count(), 0);
    await Promise.all([ana.leave(), ben.leave()]);
    await own.stop();
    version.remove();
  });

  it('tells of a call while nobody looks: missed, answered, and seen', async (t) => {
    const bare = await startBareChromium();
    t.after(() => bare.stop());
    const here = { newContext: () => Promise.resolve(bare.context) };
    const [ana, ben] = await house.strangers({
      browser: here,
      before: (page) =>
        page.addInitScript(() => {
          Object.assign(navigator, {
            setAppBadge: (count: number) => {
              document.documentElement.dataset['badge'] = String(count);
              return Promise.resolve();
            },
          });
        }),
    });
    await ana.context.grantPermissions(['notifications']);
    await ana.addContact('Ben', ben.id);
    await ana.button('Clear').click();
    await cached(ana.page);
    const worker = await workerOf(ana.context);
    const show = await hide(ana.page);

    await ben.dial(ana.id);
    await notifies(ana.page, ['Ben is calling']);
    assert.equal(await ana.page.title(), 'Ben is calling – Tincan');
    // Its text brings the phone up and answers nothing.
    await press(worker, '');
    await notifies(ana.page, []);
    await ben.reads('Ringing…');
    await ben.hangUp();
    await ben.closeEnded();
    await notifies(ana.page, ['Missed call from Ben']);
    assert.equal(await ana.page.title(), '(1) Tincan');
    const badge = ana.page.locator('html[data-badge="1"]');
    await badge.waitFor({ state: 'attached' });

    await ben.dial(ana.id);
    await notifies(ana.page, ['Ben is calling', 'Missed call from Ben']);
    await press(worker, 'answer');
    await ben.talks();
    await ben.hangUp();
    await notifies(ana.page, ['Missed call from Ben']);

    await show();
    await notifies(ana.page, []);
    await badge.waitFor({ state: 'detached' });
    assert.equal(await ana.page.title(), 'Tincan');
    await ben.leave();
  });
});
