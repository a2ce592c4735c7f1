import { copyFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startChromium } from './browser.ts';
import { cameraFileOf, startChromiumSeeing } from './code-camera.ts';
import { Hand } from './hand.ts';
import { moveOut } from './house.ts';
import { cached } from './installed-app.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

describe('two phones and no server', () => {
  let browser: Browser;
  let seeing: Browser;
  let film: string;
  let ana: Person;
  let ben: Person;

  before(async () => {
    browser = await startChromium();
    const page = await browser.newPage();
    film = await cameraFileOf(page, await page.screenshot());
    await page.close();
    seeing = await startChromiumSeeing(film);
  });
  after(() => Promise.all([browser.close(), seeing.close()]));

  /** Both had the app once; now there is nobody but them, and their pages are started anew. */
  beforeEach(async () => {
    const server = await Server.start();
    [ana, ben] = await Promise.all([
      Person.moveIn(seeing, server.url, 'Ana'),
      Person.moveIn(browser, server.url, 'Ben'),
    ]);
    await Promise.all([cached(ana.page), cached(ben.page)]);
    await server.stop('SIGKILL');
    await Promise.all([ana.page.reload(), ben.page.reload()]);
  });
  afterEach(() => moveOut([ana, ben]));

  async function areLinked(): Promise<void> {
    await Promise.all([
      ana.page.getByText('Connected. Ben is in your contacts now.').waitFor(),
      ben.page.getByText('Connected. Ana is in your contacts now.').waitFor(),
    ]);
  }

  async function call(): Promise<void> {
    await ana.page.getByRole('heading', { name: 'Ben' }).waitFor();
    await ana.talkTo(ben);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.hangUp();
    await ana.reads('Call ended');
  }

  it('are connected by texts, and call each other', async () => {
    const [anas, bens] = [await Hand.open(ana), await Hand.open(ben)];
    await anas.button('Show a code').click();
    const offer = await anas.text();
    await bens.button('Scan a code').click();
    await bens.paste(`Ana writes:\n${offer}\nSee you`);
    const answer = await bens.text();
    await anas.button('Scan the answer').click();
    await anas.paste(offer);
    await anas.says('This is your own code');
    await anas.paste(answer.slice(0, -20));
    await anas.says('A part of this code is missing');
    await anas.paste(answer);
    await areLinked();
    await call();
  });

  it('are connected by codes, one before a camera, and call each other', async () => {
    const [anas, bens] = [await Hand.open(ana), await Hand.open(ben)];
    await anas.button('Show a code').click();
    const offer = await anas.picture();
    await bens.button('Scan a code').click();
    await bens.choose(offer);
    copyFileSync(await cameraFileOf(ben.page, await bens.picture()), film);
    await anas.button('Scan the answer').click();
    await areLinked();
    await call();
  });
});
