import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { openBoth, reads, write } from './conversation.ts';
import {
  attach,
  comesTo,
  doneOf,
  fileOf,
  Folder,
  press,
  save,
  says,
  withoutPicker,
} from './files.ts';
import { DiskBrowser } from './disk-browser.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';

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

describe('a device without room', () => {
  const house = new House();
  /** Of another kind is what a private browser keeps. */
  const disk = new DiskBrowser();
  const folder = new Folder();
  let ana: Person;
  let ben: Person;
  let cdp: CDPSession;

  before(async () => {
    const before = (page: Page) => page.addInitScript(withoutPicker);
    [ana, ben] = await house.contacts({ before }, { before, browser: disk });
    await openBoth(ana, ben);
    cdp = await ben.context.newCDPSession(ben.page);
  });
  afterEach(() => tidyUp([ana, ben]));
  after(async () => {
    await disk.close();
    folder.remove();
  });

  const used = () => ben.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  /** Ben’s device has so much room for the app, in bytes; undefined for as much as there is. */
  const quota = (quotaSize?: number) =>
    cdp.send('Storage.overrideQuotaForOrigin', {
      origin: house.server.url,
      ...(quotaSize === undefined ? {} : { quotaSize }),
    });

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
});
