import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openBoth, reads, write } from './conversation.ts';
import { pieceSize } from '../../web/links/pieces.ts';
import { attach, comesTo, doneOf, Folder, press, save, withoutPicker } from './files.ts';
import { homeless, Homes } from './homes.ts';
import type { Person } from './person.ts';

const size = 8 * pieceSize;

describe('on a thin line', { skip: homeless ?? false }, () => {
  const folder = new Folder();
  let homes: Homes;
  let ana: Person;
  let ben: Person;

  before(async () => {
    homes = new Homes();
    [ana, ben] = await homes.contacts();
    await ben.page.evaluate(withoutPicker);
    await openBoth(ana, ben);
  });
  after(async () => {
    await homes.close();
    folder.remove();
  });

  it('a large file lets small ones and what is said pass, and is whole in the end', async () => {
    homes.narrow('a', 1_000, 300);
    const large = await folder.add('large.dat', size);
    await attach(ana, large.path);
    await press(ben, 'large.dat', 'Accept');
    // A piece takes eight seconds: how far it is is seen before.
    for (const person of [ben, ana]) await comesTo(person, 'large.dat', 0.02);
    assert.ok((await doneOf(ben, 'large.dat')) < pieceSize / size);
    await comesTo(ben, 'large.dat', pieceSize / size);
    const before = await doneOf(ben, 'large.dat');
    for (const [seed, name] of ['one.txt', 'two.txt'].entries()) {
      const small = await folder.add(name, 20_000, seed + 2);
      await attach(ana, small.path);
      await press(ben, name, 'Accept');
      assert.equal(await save(ben, name), small.hash);
    }
    await write(ana, 'Have you got them?');
    await reads(ben, 'Ana', 'Have you got them?');
    // They would wait for two pieces each if what leaves now were not kept short; a busy machine takes
    // as long as for one.
    const passed = ((await doneOf(ben, 'large.dat')) - before) * size;
    assert.ok(passed <= 3 * pieceSize, `${passed} bytes of the large one came before them`);
    homes.narrow('a', 100_000, 300);
    assert.equal(await save(ben, 'large.dat'), large.hash);
  });
});
