import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { startChromium } from './browser.ts';
import { openConversation, reads, write } from './conversation.ts';
import { attach, Folder, hashOf, press, save, says, withoutPicker } from './files.ts';
import { FirefoxPerson, startFirefox } from './firefox-person.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

const size = 5_000_003;

/** Resolves with the path of a file as soon as it has been downloaded into a folder. */
async function downloaded(folder: string, name: string): Promise<string> {
  const isThere = () => readdirSync(folder).join() === name;
  if (!isThere()) {
    await new Promise<void>((resolve) => {
      const watcher = watch(folder, () => {
        if (!isThere()) return;
        watcher.close();
        resolve();
      });
    });
  }
  return join(folder, name);
}

describe('between Chromium and Firefox', () => {
  const folder = new Folder();
  const downloads = join(folder.path, 'downloads');
  let server: Server;
  let chromium: Browser;
  let firefox: Firefox;
  let ana: Person;
  let fox: FirefoxPerson;

  /** The two keep each other, and have their conversation before them. */
  async function meet(inFirefox: Firefox): Promise<void> {
    ana = await Person.moveIn(chromium, server.url, 'Ana', (page) =>
      page.addInitScript(withoutPicker),
    );
    fox = await FirefoxPerson.moveIn(inFirefox, server.url, 'Fox');
    await ana.addContact('Fox', fox.id);
    await fox.addContact('Ana', ana.id);
    await openConversation(ana, 'Fox');
    await fox.page.goto(`${server.url}/#/messages/${ana.wireId}`);
  }

  before(async () => {
    mkdirSync(downloads);
    const preferences = { 'browser.download.folderList': 2, 'browser.download.dir': downloads };
    [server, chromium, firefox] = await Promise.all([
      Server.start(),
      startChromium(),
      startFirefox(preferences),
    ]);
  });
  after(async () => {
    await Promise.all([chromium.close(), firefox.close()]);
    await server.stop();
    folder.remove();
  });
  afterEach(async () => {
    assert.deepEqual(await fox.errors(), []);
    assert.deepEqual((await ana.found()).errors, []);
    await ana.leave();
    await fox.page.close();
  });

  it('texts and files go both ways, and arrive as they were', async () => {
    await meet(firefox);
    await write(ana, 'Hello Fox');
    await fox.says('tin-message-bubble', 'Hello Fox');
    const low = await fox.heightOf('#text');
    await fox.fill('#text', 'Several lines of a message. '.repeat(8));
    assert.ok(
      (await fox.heightOf('#text')) > 1.5 * low,
      'what is long is seen while it is written',
    );
    await fox.fill('#text', 'Hello Ana');
    assert.equal(await fox.heightOf('#text'), low);
    await fox.click('button:Send');
    await reads(ana, 'Fox', 'Hello Ana');
    await reads(ana, 'Fox', 'Hello Fox', 'Read');
    await fox.says('tin-message-bubble', 'Hello Ana', 'Read');

    const there = await folder.add('to-fox.bin', size, 1);
    await attach(ana, there.path);
    await fox.says('tin-file-row', 'to-fox.bin', 'Accept');
    await fox.click('button:Accept');
    await says(ana, 'to-fox.bin', /Arrived/);
    await fox.click('button:Save');
    assert.equal(await hashOf(await downloaded(downloads, 'to-fox.bin')), there.hash);

    const back = await folder.add('to-ana.bin', size, 2);
    await fox.attach(back.path);
    await press(ana, 'to-ana.bin', 'Accept');
    assert.equal(await save(ana, 'to-ana.bin'), back.hash);
    await fox.says('tin-file-row', 'to-ana.bin', 'Arrived');
  });

  it('a private window of Firefox says that it keeps no files, and texts go', async (t) => {
    const secret = await startFirefox({ 'browser.privatebrowsing.autostart': true });
    t.after(() => secret.close());
    await meet(secret);
    await write(ana, 'In secret');
    await fox.says('tin-message-bubble', 'In secret');
    await reads(ana, 'Fox', 'In secret', 'Read');
    const { path } = await folder.add('secret.bin', 1_000, 3);
    await attach(ana, path);
    await fox.says('tin-file-row', 'secret.bin', 'Accept');
    await fox.click('button:Accept');
    await fox.says('tin-file-row', 'secret.bin', 'This browser lets Tincan keep no files here');
    await fox.attach(path);
    await fox.says(
      'tin-toasts',
      '“secret.bin” was not sent: this browser lets Tincan keep no files',
    );
  });
});
