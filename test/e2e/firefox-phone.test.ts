import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { startChromium } from './browser.ts';
import { FirefoxPerson, startFirefox } from './firefox-person.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

const timer = /^\d{2}:\d{2}$/;

describe('Firefox as a phone', () => {
  let server: Server;
  let chromium: Browser;
  let firefox: Firefox;
  let fox: FirefoxPerson;

  before(async () => {
    [server, chromium, firefox] = await Promise.all([
      Server.start(),
      startChromium(),
      startFirefox(),
    ]);
  });
  after(async () => {
    await Promise.all([chromium.close(), firefox.close()]);
    await server.stop();
  });
  beforeEach(async () => {
    fox = await FirefoxPerson.moveIn(firefox, server.url, 'Fox');
  });
  afterEach(async () => {
    assert.deepEqual(await fox.errors(), []);
    await fox.page.close();
  });

  const isMirrored = () => document.documentElement.dir === 'rtl';

  it('mirrors the screen for Arabic, also after a reload', async () => {
    await fox.click('a[href="#/settings"]');
    await (await fox.element('select#language')).select('ar');
    await fox.page.waitForFunction(isMirrored);
    await fox.page.reload();
    await fox.element('select#language');
    await fox.page.waitForFunction(isMirrored);
  });

  it('Back minimises a call on a narrow screen, and leads back', async () => {
    const ana = await Person.moveIn(chromium, server.url, 'Ana');
    await fox.page.setViewport({ width: 390, height: 844 });
    await ana.dial(fox.id);
    await fox.click('button:Answer');
    await fox.reads(timer);
    await fox.page.goBack();
    const bar = await fox.element('button.return');
    await bar.click();
    await fox.reads(timer);
    await fox.click('button:Hang up');
    await ana.reads('Call ended');
    await ana.leave();
  });

  it('dials from an invitation', async () => {
    const ana = await Person.moveIn(chromium, server.url, 'Ana');
    await fox.page.goto(`${server.url}/#${ana.id}?name=Ana`);
    await fox.click('button:Voice call');
    await ana.answer();
    await fox.reads(timer);
    await ana.hangUp();
    await fox.reads(/^Call ended$/);
    await ana.leave();
  });

  it('opens without a server, as the same phone, and says so', async () => {
    const own = await Server.start();
    const alone = await FirefoxPerson.moveIn(firefox, own.url, 'Fox');
    await alone.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await own.stop('SIGKILL');
    await alone.page.reload();
    const banner = await alone.element('div[role=status] p');
    const text = await banner.evaluate((one) => one.textContent ?? '');
    assert.match(text, /no connection to the broker, trying again/i);
    const shown = await alone.element('output');
    assert.equal((await shown.evaluate((one) => one.textContent ?? '')).trim(), alone.id);
    await alone.page.close();
  });
});
