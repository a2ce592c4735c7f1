import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openBoth, openConversation, reads, write } from './conversation.ts';
import {
  attach,
  choose,
  comesTo,
  doneOf,
  fileOf,
  Folder,
  hashOf,
  noise,
  press,
  save,
  says,
  withoutPicker,
} from './files.ts';
import { DiskBrowser } from './disk-browser.ts';
import { House, tidyUp } from './house.ts';
import { Person } from './person.ts';

const size = 60_000_000;

/** Runs in the page: from now on notes how far the file of that name is at the least, from 0 to 1. */
function watchLeast(bar: SVGElement | HTMLElement): void {
  const look = () => {
    const { position } = bar as HTMLProgressElement;
    const all = window as unknown as { least?: number };
    if (bar.isConnected) all.least = Math.min(all.least ?? 1, position);
    requestAnimationFrame(look);
  };
  look();
}

describe('a device that keeps not all', () => {
  const house = new House();
  /** Of another kind is what a private browser keeps. */
  const disk = new DiskBrowser();
  const folder = new Folder();
  let ana: Person;
  let ben: Person;

  before(async () => {
    const before = (page: Page) => page.addInitScript(withoutPicker);
    [ana, ben] = await house.contacts({ before }, { before, browser: disk });
    await openBoth(ana, ben);
  });
  afterEach(() => tidyUp([ana, ben]));
  after(async () => {
    await disk.close();
    folder.remove();
  });

  const used = () => ben.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  /** Ben’s device has so much room for the app, in bytes; undefined for as much as there is. */
  const quota = async (quotaSize?: number) => {
    const cdp = await ben.context.newCDPSession(ben.page);
    await cdp.send('Storage.overrideQuotaForOrigin', {
      origin: house.server.url,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });
  };
  /** The browser clears away what it keeps of that kind. */
  const clear = async ({ context, page }: Person, storageTypes: 'file_systems' | 'indexeddb') => {
    const cdp = await context.newCDPSession(page);
    await cdp.send('Storage.clearDataForOrigin', { origin: house.server.url, storageTypes });
  };

  it('says so when it runs full, keeps what came, and goes on from there', async () => {
    const name = 'film.dat';
    const { path, hash } = await folder.add(name, size);
    await attach(ana, path);
    const before = await used();
    await press(ben, name, 'Accept');
    await comesTo(ben, name, 0.1);
    await quota(before + 0.7 * size);
    await says(ben, name, /Not enough room on this device. Free some, then press Resume./);
    const there = await doneOf(ben, name);
    assert.ok(there > 0.1 && there < 0.7, `stopped at ${there}`);
    await says(ana, name, /Paused by Ben/);
    await write(ana, 'Still there?');
    await reads(ben, 'Ana', 'Still there?');
    await write(ben, 'Yes, but full');
    await reads(ana, 'Ben', 'Yes, but full');
    await reads(ben, 'Ana', 'Yes, but full', 'Read');
    await fileOf(ben, name).getByRole('progressbar').evaluate(watchLeast);
    await quota();
    await press(ben, name, 'Resume');
    assert.equal(await save(ben, name), hash);
    const least = await ben.page.evaluate(() => (window as unknown as { least: number }).least);
    assert.ok(least >= there, `went on from ${least}, was at ${there}`);
  });

  it('says that what it received is cleared away, and takes other files', async () => {
    const names = ['gone.dat', 'later.dat'] as const;
    const files = names.map((name, i) => ({ name, mimeType: '', buffer: noise(2_000_000, i) }));
    await attach(ana, files.slice(0, 1));
    await press(ben, names[0], 'Accept');
    await says(ana, names[0], /Arrived/);
    await clear(ben, 'file_systems');
    await press(ben, names[0], 'Save');
    await ben.page.getByText('This file is not on this device any more').waitFor();
    await attach(ana, files.slice(1));
    await press(ben, names[1], 'Accept');
    assert.equal(await save(ben, names[1]), await hashOf(files[1]?.buffer ?? ''));
  });

  it('asks for a file that was to be sent and is cleared away', async () => {
    const name = 'copy.dat';
    const buffer = noise(3_000_000, 5);
    const again = (bytes: Buffer) =>
      choose(ana, fileOf(ana, name).getByRole('button', { name: 'Choose the file again' }), [
        { name, mimeType: '', buffer: bytes },
      ]);
    await attach(ana, [{ name, mimeType: '', buffer }]);
    await fileOf(ben, name).waitFor();
    await ana.page.reload();
    await fileOf(ana, name).waitFor();
    await clear(ana, 'file_systems');
    await press(ben, name, 'Accept');
    await says(ben, name, /Ana can’t read the file now/);
    await says(ana, name, /The file can’t be read any more/);
    await again(noise(3_000_000, 6));
    await ana.page.getByText('That is another file.').waitFor();
    await again(buffer);
    assert.equal(await save(ben, name), await hashOf(buffer));
  });

  it('does not show as there what is cleared away while it comes, and fetches it once more', async () => {
    const name = 'lost.dat';
    const { path, hash } = await folder.add(name, size, 7);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    await comesTo(ben, name, 0.1);
    await clear(ben, 'file_systems');
    await says(ben, name, /The browser has cleared away what came of this file/);
    await says(ana, name, /Paused by Ben/);
    const buffer = noise(1_000_000, 8);
    await attach(ana, [{ name: 'beside.dat', mimeType: '', buffer }]);
    await press(ben, 'beside.dat', 'Accept');
    assert.equal(await save(ben, 'beside.dat'), await hashOf(buffer));
    await disk.kill();
    ben = await Person.comeBack(disk, house.server.url, 'Ben', (page) =>
      page.addInitScript(withoutPicker),
    );
    await openConversation(ben, 'Ana');
    assert.equal(await save(ben, name), hash);
  });

  it('goes on with messages when all others are cleared away', async () => {
    await clear(ben, 'indexeddb');
    await write(ana, 'Is anybody there?');
    await reads(ben, 'Ana', 'Is anybody there?');
    await write(ben, 'As if nothing was');
    await reads(ana, 'Ben', 'As if nothing was');
    await reads(ben, 'Ana', 'As if nothing was', 'Read');
  });
});
