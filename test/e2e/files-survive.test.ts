import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DiskBrowser } from './disk-browser.ts';
import { openBoth, openConversation } from './conversation.ts';
import { attach, comesTo, doneOf, Folder, press, save, withoutPicker } from './files.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

/** Two browsers that write to the disk share the machine with whatever else is tested; ms. */
const patience = 180_000;

describe('a file on its way', () => {
  const folder = new Folder();
  const browsers = [new DiskBrowser(), new DiskBrowser()] as const;
  let server: Server;
  let ana: Person;
  let ben: Person;

  before(async () => {
    server = await Server.start();
    const arrive = (browser: DiskBrowser, name: string) =>
      Person.moveIn(browser, server.url, name, (page) => page.addInitScript(withoutPicker));
    [ana, ben] = [await arrive(browsers[0], 'Ana'), await arrive(browsers[1], 'Ben')];
    await ana.befriend(ben);
    await openBoth(ana, ben);
  });
  after(async () => {
    await Promise.all(browsers.map((browser) => browser.close()));
    folder.remove();
    await server.stop();
  });

  it('goes on from where it was when the browser of its receiver is killed, and is whole', async () => {
    const name = 'film.dat';
    const { path, hash } = await folder.add(name, 60_000_000);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    for (const share of [0.2, 0.6]) {
      await comesTo(ben, name, share, patience);
      const before = await doneOf(ben, name);
      await browsers[1].kill();
      ben = await Person.comeBack(browsers[1], server.url, 'Ben', (page) =>
        page.addInitScript(withoutPicker),
      );
      await openConversation(ben, 'Ana');
      await comesTo(ben, name, before, patience);
    }
    assert.equal(await save(ben, name, patience), hash);
  });
});
