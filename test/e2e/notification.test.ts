import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startBareChromium } from './bare-chromium.ts';
import { startChromium } from './browser.ts';
import {
  brought,
  buttonsOfNotification,
  cached,
  notifies,
  press,
  watchWindows,
  workerOf,
} from './installed-app.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';
import { toneFile } from './tone.ts';

describe('the notification of a call', () => {
  let server: Server;
  let browser: Browser;
  let bare: Awaited<ReturnType<typeof startBareChromium>>;

  before(async () => {
    [server, browser, bare] = await Promise.all([
      Server.start(),
      startChromium(),
      startBareChromium([`--use-file-for-fake-audio-capture=${toneFile()}`]),
    ]);
  });
  after(async () => {
    await Promise.all([browser.close(), bare.stop()]);
    await server.stop();
  });

  it('declines and answers, and brings up the tab that holds the phone and no other', async () => {
    const here = { newContext: () => Promise.resolve(bare.context) };
    const [ana, ben] = await Promise.all([
      Person.moveIn(here, server.url, 'Ana'),
      Person.moveIn(browser, server.url, 'Ben'),
    ]);
    await ana.context.grantPermissions(['notifications']);
    await ana.addContact('Ben', ben.id);
    await ben.addContact('Ana', ana.id);
    await cached(ana.page);
    const worker = await workerOf(ana.context);
    await watchWindows(worker);
    // Ana looks at another tab of the app: it holds no phone, and a call does not ring there.
    const other = await ana.context.newPage();
    await other.goto(`${server.url}/?other`);
    await other.getByRole('button', { name: 'Use here' }).waitFor();
    await other.bringToFront();
    await ana.page.waitForFunction(() => document.hidden, undefined, { polling: 100 });
    const windows = ana.context.pages().length;

    await ben.dial(ana.id);
    await notifies(ana.page, ['Ben is calling']);
    assert.deepEqual(await buttonsOfNotification(ana.page), ['Answer', 'Decline']);
    await press(worker, 'decline');
    await ben.reads('Declined');
    await notifies(ana.page, []);
    assert.deepEqual(await brought(worker), [], 'a call is declined without a look');
    await ben.closeEnded();

    await ben.dial(ana.id);
    await notifies(ana.page, ['Ben is calling']);
    await press(worker, 'answer');
    await ben.talks();
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await notifies(ana.page, []);
    assert.deepEqual(await brought(worker), [`${server.url}/`]);
    assert.equal(ana.context.pages().length, windows, 'no other window was opened');
    await ben.hangUp();
    await ben.leave();
  });
});
