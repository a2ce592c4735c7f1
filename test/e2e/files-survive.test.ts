import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DiskBrowser } from './disk-browser.ts';
import { openBoth, openConversation } from './conversation.ts';
import {
  attach,
  choose,
  comesTo,
  doneOf,
  fileOf,
  Folder,
  press,
  save,
  withoutPicker,
} from './files.ts';
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

  /** The browser is gone at once, with all that it had not written; the same person opens it again. */
  async function dies(person: Person, browser: DiskBrowser, other: string): Promise<Person> {
    await browser.kill();
    const back = await Person.comeBack(browser, server.url, person.name, (page) =>
      page.addInitScript(withoutPicker),
    );
    await openConversation(back, other);
    return back;
  }

  it('goes on from where it was when either browser is killed, and is whole in the end', async () => {
    const name = 'film.dat';
    const { path, hash } = await folder.add(name, 60_000_000);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    await comesTo(ben, name, 0.2, patience);
    const before = await doneOf(ben, name);
    ben = await dies(ben, browsers[1], 'Ana');
    await comesTo(ben, name, before, patience);
    await comesTo(ben, name, 0.5, patience);
    ana = await dies(ana, browsers[0], 'Ben');
    await choose(
      ana,
      fileOf(ana, name).getByRole('button', { name: 'Choose the file again' }),
      path,
    );
    await comesTo(ben, name, 0.9, patience);
    const late = await doneOf(ben, name);
    ben = await dies(ben, browsers[1], 'Ana');
    const bar = fileOf(ben, name).getByRole('progressbar');
    if (await bar.isVisible()) assert.ok((await doneOf(ben, name)) >= late - 0.01);
    assert.equal(await save(ben, name, patience), hash);
  });
});
