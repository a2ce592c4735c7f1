import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { startChromium } from './browser.ts';
import { FirefoxPerson, startFirefox } from './firefox-person.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

/** What goes by the broker; a letter has a payload. */
interface Frame {
  readonly type: string;
  readonly payload?: { readonly sealed?: string };
}

const timer = /^\d{2}:\d{2}$/;

describe('Chromium and Firefox', () => {
  let server: Server;
  let chromium: Browser;
  let firefox: Firefox;
  let ana: Person;
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
    ana = await Person.moveIn(chromium, server.url, 'Ana');
    fox = await FirefoxPerson.moveIn(firefox, server.url, 'Fox');
    // In Ana's contacts the other one has a name; Ana is a stranger to Firefox.
    await ana.addContact('Fox', fox.id);
  });
  afterEach(async () => {
    assert.deepEqual(await fox.errors(), []);
    assert.deepEqual((await ana.found()).errors, []);
    await ana.leave();
    await fox.page.close();
  });

  it('seal what goes between them by the broker, once they have met', async () => {
    await ana.dial(fox.id);
    await fox.click('button:Answer');
    await Promise.all([ana.talks(20_000), fox.reads(timer)]);
    await fox.click('button:Hang up');
    await ana.reads('Call ended');
    // Their link is gone with her page.
    await ana.page.reload();
    const [sent, received] = [ana.sent.length, ana.received.length];
    await ana.dial(fox.id);
    await fox.click('button:Answer');
    await Promise.all([ana.talks(20_000), fox.reads(timer)]);
    await Promise.all([ana.hearsAnything('Fox'), fox.hears()]);
    for (const frames of [ana.sent.slice(sent), ana.received.slice(received)]) {
      const letters = frames
        .map((one) => JSON.parse(one) as Frame)
        .filter(({ payload }) => payload);
      assert.ok(letters.length > 0);
      assert.deepEqual(
        letters.filter(({ payload }) => payload?.sealed === undefined),
        [],
      );
    }
  });

  for (const video of [false, true]) {
    const kind = video ? 'Video call' : 'Voice call';
    const answer = video ? 'Answer with video' : 'Answer';

    it(`${kind} from Chromium to Firefox`, async () => {
      await ana.dial(fox.id, kind);
      await fox.click(`button:${answer}`);
      await Promise.all([ana.talks(20_000), fox.reads(timer)]);
      await Promise.all([ana.hearsAnything('Fox'), fox.hears()]);
      if (video) await Promise.all([ana.sees('Fox'), fox.sees('Ana')]);
      await fox.click('button:Hang up');
      await Promise.all([ana.reads('Call ended'), fox.reads(/^Call ended$/)]);
    });

    it(`${kind} from Firefox to Chromium`, async () => {
      await fox.fill('#peer', ana.id);
      await fox.click(`button:${kind}`);
      await ana.answer(answer);
      await Promise.all([ana.talks(20_000), fox.reads(timer)]);
      await Promise.all([ana.hearsAnything('Fox'), fox.hears()]);
      if (video) await Promise.all([ana.sees('Fox'), fox.sees('Ana')]);
      await ana.hangUp();
      await Promise.all([ana.reads('Call ended'), fox.reads(/^Call ended$/)]);
    });
  }
});
