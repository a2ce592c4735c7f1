import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { startChromium } from './browser.ts';
import { FirefoxPerson, startFirefox } from './firefox-person.ts';
import { Hand } from './hand.ts';
import { cached } from './installed-app.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

const timer = /^\d{2}:\d{2}$/;
const field = '#text';

describe('Chromium and Firefox and no server', () => {
  let chromium: Browser;
  let firefox: Firefox;

  before(async () => {
    [chromium, firefox] = await Promise.all([startChromium(), startFirefox()]);
  });
  after(() => Promise.all([chromium.close(), firefox.close()]));

  /** What Firefox shows, as it would be copied. */
  async function textOf(fox: FirefoxPerson): Promise<string> {
    await fox.page.evaluate(() => {
      navigator.clipboard.writeText = (text) => {
        document.documentElement.dataset['copied'] = text;
        return Promise.resolve();
      };
    });
    await fox.click('button:Copy');
    await fox.page.waitForFunction(() => 'copied' in document.documentElement.dataset);
    return fox.page.evaluate(() => document.documentElement.dataset['copied']!);
  }

  async function paste(fox: FirefoxPerson, text: string): Promise<void> {
    const input = await fox.element(field);
    await input.evaluate((one, pasted) => {
      (one as HTMLInputElement).value = pasted;
      one.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }, text);
  }

  for (const first of ['Chromium', 'Firefox'] as const) {
    it(`are connected by hand, ${first} first, and call each other`, async () => {
      const server = await Server.start();
      const ana = await Person.moveIn(chromium, server.url, 'Ana');
      const fox = await FirefoxPerson.moveIn(firefox, server.url, 'Fox');
      await cached(ana.page);
      await fox.page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await server.stop('SIGKILL');
      await Promise.all([ana.page.reload(), fox.page.reload()]);
      const anas = await Hand.open(ana);
      await fox.click('a[href="#/hand"]');
      if (first === 'Chromium') {
        await anas.button('Show a code').click();
        await fox.click('button:Scan a code');
        await paste(fox, await anas.text());
        const answer = await textOf(fox);
        await anas.button('Scan the answer').click();
        await anas.paste(answer);
      } else {
        await fox.click('button:Show a code');
        const offer = await textOf(fox);
        await anas.button('Scan a code').click();
        await anas.paste(offer);
        const answer = await anas.text();
        await fox.click('button:Scan the answer');
        await paste(fox, answer);
      }
      await ana.page.getByText('Connected. Fox is in your contacts now.').waitFor();
      await ana.dial(fox.id);
      await fox.click('button:Answer');
      await Promise.all([ana.talks(20_000), fox.reads(timer)]);
      await Promise.all([ana.hearsAnything('Fox'), fox.hears()]);
      await ana.hangUp();
      await fox.reads(/^Call ended$/);
      assert.deepEqual(await fox.errors(), []);
      assert.deepEqual((await ana.found()).errors, []);
      await ana.leave();
      await fox.page.close();
    });
  }
});
