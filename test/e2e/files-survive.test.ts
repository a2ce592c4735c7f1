import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pieceSize } from '../../web/links/pieces.ts';
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

/** In bytes; a gigabyte in a run of its own. */
const size = Number(process.env['FILE_MB'] ?? 200) * 1_000_000;
/** Two browsers that write to the disk share the machine with whatever else is tested: a MB a second; ms. */
const patience = Math.max(180_000, size / 1_000);

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
  async function dies(person: Person, browser: DiskBrowser, other: Person): Promise<Person> {
    await browser.kill();
    const back = await Person.comeBack(browser, server.url, person.name, (page) =>
      page.addInitScript(withoutPicker),
    );
    await openConversation(back, other.name);
    return back;
  }

  it('goes on from where it was when the browser of its receiver is killed, and is whole in the end', async () => {
    const name = 'film.dat';
    const { path, hash } = await folder.add(name, size);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    for (const share of [0.2, 0.5, 0.9]) {
      await comesTo(ben, name, share, patience);
      const before = await doneOf(ben, name);
      ben = await dies(ben, browsers[1], ana);
      await comesTo(ben, name, 0.001, patience);
      // How far it is is saved twice a second.
      assert.ok((await doneOf(ben, name)) > Math.max(0.02, before - 0.3), 'not from zero');
      await comesTo(ben, name, before, patience);
    }
    assert.equal(await save(ben, name, patience), hash);
  });

  it('goes on from where it was when the browser of its sender is killed, which has the file chosen again', async () => {
    const name = 'sequel.dat';
    const { path, hash } = await folder.add(name, size, 2);
    await attach(ana, path);
    await press(ben, name, 'Accept');
    for (const share of [0.2, 0.5, 0.9]) {
      await comesTo(ben, name, share, patience);
      ana = await dies(ana, browsers[0], ben);
      const before = await doneOf(ben, name);
      // What has come of a piece comes again.
      assert.ok(before >= share - pieceSize / size);
      const again = fileOf(ana, name).getByRole('button', { name: 'Choose the file again' });
      await choose(ana, again, path);
      await comesTo(ben, name, Math.min(before + 0.02, 1), patience);
    }
    assert.equal(await save(ben, name, patience), hash);
  });
});
