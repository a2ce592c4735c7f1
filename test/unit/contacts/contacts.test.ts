import { assert } from '@esm-bundle/chai';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import type { Contact } from '../../../web/contacts/contact.ts';
import { Contacts, knownOf, searchContacts, standingOf } from '../../../web/contacts/contacts.ts';
import type { Host } from '../../../web/identity/host.ts';
import { formatPeerId, type PeerId } from '../../../web/identity/peer-id.ts';

const anna = '88q8vn5rnvbbkkt0asz1' as PeerId;
const ben = 'gskye6199tf0vwek0r0g' as PeerId;
const ida = 'zqnbkb7ke41p5f96b36k' as PeerId;

const ignore = (): void => undefined;

function load(shelf: MemoryShelf): Promise<Contacts> {
  return Contacts.load(shelf, new FakeClock(), ignore);
}

async function saved(shelf: MemoryShelf): Promise<Contact[]> {
  return [...(await load(shelf)).all.value.values()];
}

describe('contacts', () => {
  let shelf: MemoryShelf;
  let contacts: Contacts;

  beforeEach(async () => {
    shelf = new MemoryShelf();
    contacts = await load(shelf);
  });

  it('are added at once and are there after a reload', async () => {
    const added = contacts.add(anna, '  Anna\u202e ');
    assert.equal(contacts.all.value.get(anna)?.name, 'Anna');
    await added;
    const [kept] = await saved(shelf);
    assert.deepEqual(kept, contacts.all.value.get(anna));
    assert.deepInclude(kept, { id: anna, name: 'Anna', favourite: false, blocked: false });
  });

  it('are called by their ID if their name can’t be shown', async () => {
    await contacts.add(anna, '\u200b');
    assert.equal(contacts.all.value.get(anna)?.name, formatPeerId(anna));
  });

  it('that are added again are renamed and unblocked, and stay favourites', async () => {
    await contacts.add(anna, 'Anna');
    await contacts.favour(anna, true);
    await contacts.block(anna, true);
    await contacts.add(anna, 'Anna Berg');
    const [kept] = await saved(shelf);
    assert.deepInclude(kept, { name: 'Anna Berg', blocked: false, favourite: true });
  });

  it('are renamed, but not to nothing', async () => {
    await contacts.add(anna, 'Anna');
    await contacts.rename(anna, 'Anna Berg');
    await contacts.rename(anna, '   ');
    assert.equal((await saved(shelf))[0]?.name, 'Anna Berg');
  });

  it('unknown to this phone are neither renamed nor favoured nor unblocked into being', async () => {
    await contacts.rename(anna, 'Anna');
    await contacts.favour(anna, true);
    await contacts.block(anna, false);
    assert.equal(contacts.all.value.size, 0);
    assert.deepEqual(await saved(shelf), []);
  });

  it('block a stranger under the claimed name, or the ID', async () => {
    await contacts.block(anna, true, 'Nuisance');
    await contacts.block(ben, true);
    assert.deepEqual(
      (await saved(shelf)).map(({ name, blocked }) => [name, blocked]),
      [
        ['Nuisance', true],
        [formatPeerId(ben), true],
      ],
    );
    assert.equal(standingOf(contacts.all.value, anna), 'blocked');
    assert.deepEqual(knownOf(contacts.all.value), []);
    assert.equal(standingOf(contacts.all.value, ida), 'stranger');
  });

  it('are what they were after an unblock: a contact, or a stranger of whom nothing is kept', async () => {
    await contacts.add(anna, 'Anna');
    for (const id of [anna, ben]) await contacts.block(id, true, 'Nuisance');
    for (const id of [anna, ben]) await contacts.block(id, false);
    assert.equal(standingOf(contacts.all.value, anna), 'contact');
    assert.equal(standingOf(contacts.all.value, ben), 'stranger');
    assert.deepEqual(
      (await saved(shelf)).map(({ id }) => id),
      [anna],
    );
    assert.equal(standingOf((await load(shelf)).all.value, ben), 'stranger');
  });

  it('were strangers while they were blocked, until they are added', async () => {
    await contacts.block(ben, true);
    await contacts.keepKeys(ben, new Uint8Array(64));
    assert.equal(contacts.keysOf(ben), null);
    await contacts.add(ben, 'Ben');
    await contacts.block(ben, true);
    await contacts.block(ben, false);
    assert.equal(standingOf(contacts.all.value, ben), 'contact');
  });

  it('that were removed come back as they were', async () => {
    await contacts.add(anna, 'Anna');
    await contacts.favour(anna, true);
    const before = contacts.all.value.get(anna);
    const undo = await contacts.remove(anna);
    assert.equal(contacts.all.value.size, 0);
    assert.deepEqual(await saved(shelf), []);
    await undo();
    assert.deepEqual(contacts.all.value.get(anna), before);
    assert.deepEqual(await saved(shelf), [before]);
  });

  it('that were removed while they were blocked stay blocked, and come back as they were', async () => {
    await contacts.add(anna, 'Anna');
    await contacts.favour(anna, true);
    await contacts.block(anna, true);
    const before = contacts.all.value.get(anna);
    const undo = await contacts.remove(anna);
    assert.deepEqual(knownOf(contacts.all.value), []);
    assert.equal(standingOf((await load(shelf)).all.value, anna), 'blocked');
    await undo();
    assert.deepEqual(contacts.all.value.get(anna), before);
    await contacts.remove(anna);
    await contacts.block(anna, false);
    assert.deepEqual(await saved(shelf), []);
  });

  it('that were added anew are not undone by an old undo', async () => {
    await contacts.add(anna, 'Anna');
    const undo = await contacts.remove(anna);
    await contacts.add(anna, 'Anna Berg');
    await undo();
    assert.equal((await saved(shelf))[0]?.name, 'Anna Berg');
  });

  it('keep what another tab changed meanwhile', async () => {
    await contacts.add(anna, 'Anna');
    const there = await load(shelf);
    await there.rename(anna, 'Anna Berg');
    await contacts.favour(anna, true);
    assert.deepInclude((await saved(shelf))[0], { name: 'Anna Berg', favourite: true });
  });

  it('tell their watchers of changes only', async () => {
    await contacts.add(anna, 'Anna');
    const sizes: number[] = [];
    contacts.all.subscribe((all) => sizes.push(all.size));
    await contacts.rename(ben, 'Nobody');
    await contacts.add(ben, 'Ben');
    assert.deepEqual(sizes, [2]);
  });

  it('are loaded without the records that do not parse', async () => {
    const good = { id: anna, name: 'Anna', favourite: false, blocked: false, addedAt: 1 };
    const broken = new MemoryShelf([
      [anna, good],
      [ben, { ...good, id: anna }],
      [ida, { ...good, id: ida, name: '' }],
      ['x', null],
      ['y', { ...good, id: 'y' }],
      ['z', { ...good, addedAt: NaN }],
    ]);
    const reports: string[] = [];
    const loaded = await Contacts.load(broken, new FakeClock(), (what) => reports.push(what));
    assert.deepEqual([...loaded.all.value.keys()], [anna]);
    assert.lengthOf(reports, 5);
    assert.lengthOf(await broken.entries(), 6);
  });
});

describe('the server of a contact', () => {
  const [tin, can] = ['tin.example', 'can.example:9000'] as unknown as [Host, Host];

  it('is kept when it is said, and changes when they are reached elsewhere', async () => {
    const shelf = new MemoryShelf();
    const contacts = await load(shelf);
    await contacts.moved(anna, tin);
    assert.equal(contacts.all.value.size, 0, 'a stranger is not kept for it');
    await contacts.add(anna, 'Anna', tin);
    await contacts.add(anna, 'Anna Berg');
    assert.equal(contacts.all.value.get(anna)?.home, tin, 'a new name is no move');
    await contacts.moved(anna, can);
    assert.equal((await saved(shelf))[0]?.home, can);
    const before = contacts.all.value;
    await contacts.moved(anna, can);
    assert.equal(contacts.all.value, before);
  });

  for (const home of [undefined, null, '', 'Tin.Example', 'tin.example/x', 7]) {
    it(`which is ${JSON.stringify(home)} on the disk costs no contact`, async () => {
      const record = { id: anna, name: 'Anna', favourite: false, blocked: false, addedAt: 1, home };
      const contacts = await load(new MemoryShelf([[anna, record]]));
      assert.equal(contacts.all.value.get(anna)?.home, null);
    });
  }
});

describe('the picture of a contact', () => {
  const face = 'data:image/webp;base64,AAAA';
  const old = { id: anna, name: 'Anna', favourite: false, blocked: false, addedAt: 1 };

  it('is kept, and goes with the contact and comes back with it', async () => {
    const shelf = new MemoryShelf();
    const contacts = await load(shelf);
    await contacts.picture(anna, face);
    assert.equal(contacts.all.value.size, 0, 'a stranger is not kept for it');
    await contacts.add(anna, 'Anna');
    await contacts.picture(anna, face);
    assert.equal((await saved(shelf))[0]?.picture, face);
    const undo = await contacts.remove(anna);
    assert.deepEqual(await shelf.entries(), []);
    await contacts.add(anna, 'Anna');
    assert.equal(contacts.all.value.get(anna)?.picture, null, 'added anew without it');
    await contacts.remove(anna);
    await undo();
    assert.equal((await saved(shelf))[0]?.picture, face);
  });

  it('that is the same again is not written', async () => {
    const contacts = await load(new MemoryShelf([[anna, { ...old, picture: face }]]));
    const before = contacts.all.value;
    await contacts.picture(anna, face);
    assert.equal(contacts.all.value, before);
  });

  for (const [what, picture] of [
    ['was unknown to an older version', undefined],
    ['is too long', `data:image/png;base64,${'A'.repeat(24_000)}`],
    ['can hold a script', 'data:image/svg+xml;base64,AAAA'],
  ] as const) {
    it(`which ${what} costs no contact`, async () => {
      const contacts = await load(new MemoryShelf([[anna, { ...old, picture }]]));
      assert.deepEqual(contacts.all.value.get(anna), {
        ...old,
        takesUpTo: 0,
        known: true,
        home: null,
        picture: null,
        keys: null,
      });
    });
  }
});

describe('search in contacts', () => {
  function contact(id: PeerId, name: string, more: Partial<Contact> = {}): Contact {
    return {
      id,
      home: null,
      takesUpTo: 0,
      name,
      favourite: false,
      blocked: false,
      known: true,
      addedAt: 0,
      picture: null,
      keys: null,
      ...more,
    };
  }

  const all = [
    contact(ida, 'Zoë Müller-Strauß', { favourite: true }),
    contact(anna, 'Åsa Berg'),
    contact(ben, 'berta', { blocked: true }),
    contact('ypjztgphd8g309wrxxqz' as PeerId, 'Bernd'),
  ];
  const zoe = 'Zoë Müller-Strauß';

  const cases: [text: string, names: string[]][] = [
    ['', [zoe, 'Åsa Berg', 'Bernd', 'berta']],
    ['  ', [zoe, 'Åsa Berg', 'Bernd', 'berta']],
    ['ber', ['Åsa Berg', 'Bernd', 'berta']],
    ['BERG', ['Åsa Berg']],
    ['asa', ['Åsa Berg']],
    ['åsa', ['Åsa Berg']],
    ['berg as', ['Åsa Berg']],
    ['muller', [zoe]],
    ['strauss', [zoe]],
    ['zoe mü', [zoe]],
    ['erg', []],
    ['asa x', []],
    ['88q8-vn', ['Åsa Berg']],
    ['88Q8 VN5R', ['Åsa Berg']],
    ['88Q8-VN5R-NVBB-KKTO', ['Åsa Berg']],
    ['vn5r', []],
  ];
  for (const [text, names] of cases) {
    it(`for “${text}” finds ${names.length}`, () => {
      assert.deepEqual(
        searchContacts(all, text, 'de').map(({ name }) => name),
        names,
      );
    });
  }

  it('sorts as the language does', () => {
    const people = [contact(anna, 'Örjan'), contact(ben, 'Zita'), contact(ida, 'olle')];
    const inOrder = (language: string): string[] =>
      searchContacts(people, '', language).map(({ name }) => name);
    assert.deepEqual(inOrder('sv'), ['olle', 'Zita', 'Örjan']);
    assert.deepEqual(inOrder('de'), ['olle', 'Örjan', 'Zita']);
  });
});
