import { expect } from '@esm-bundle/chai';
import { Contacts } from '../../../web/contacts/contacts.ts';
import { Introductions } from '../../../web/contacts/introductions.ts';
import { createIdentity } from '../../../web/identity/identity.ts';
import { toBase64Url } from '../../../web/lib/base64.ts';
import { ana, ben, cem, FakeHouse, type FakePhone } from '../../fakes/fake-house.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

interface Side {
  readonly contacts: Contacts;
  readonly introductions: Introductions;
  readonly taken: string[];
}

async function side(house: FakeHouse, phone: FakePhone, shelf = new MemoryShelf()): Promise<Side> {
  const { clock } = house;
  const contacts = await Contacts.load(new MemoryShelf(), clock, () => {});
  const taken: string[] = [];
  const introductions = await Introductions.load({
    links: phone.links,
    contacts,
    shelf,
    clock,
    report: () => {},
    taken: (person, by) => taken.push(`${person} by ${by}`),
  });
  return { contacts, introductions, taken };
}

describe('an introduction', () => {
  let house: FakeHouse;
  let a: Side;
  let b: Side;
  let c: Side;
  let shelf: MemoryShelf;

  /** Ana knows Ben and Cem, who know her and not each other. */
  beforeEach(async () => {
    house = new FakeHouse();
    shelf = new MemoryShelf();
    a = await side(house, house.ana);
    b = await side(house, house.ben, shelf);
    c = await side(house, house.cem);
    await a.contacts.add(ben, 'Ben');
    await a.contacts.add(cem, 'Cem');
    await b.contacts.add(ana, 'Ana');
    await c.contacts.add(ana, 'Ana');
  });

  const waiting = ({ introductions }: Side) =>
    [...introductions.all.value.values()].map(({ name, by }) => `${name} by ${by}`);

  it('waits no longer once the owner has added or blocked that person, who stays as they are', async () => {
    for (const block of [false, true]) {
      void a.introductions.introduce(ben, cem);
      await house.settle();
      expect(waiting(b)).to.have.length(1);
      if (block) await b.contacts.block(cem, true, 'Mine');
      else await b.contacts.add(cem, 'Mine');
      await house.settle();
      expect(waiting(b)).to.deep.equal([]);
      await b.introductions.take(cem);
      expect(b.contacts.all.value.get(cem)).to.include({ name: 'Mine', blocked: block });
      if (!block) await b.contacts.remove(cem);
    }
  });

  it('tells both of each other and by whom, and makes contacts where it is wanted', async () => {
    const told = a.introductions.introduce(ben, cem);
    await house.settle();
    expect(await told).to.equal('both');
    expect(waiting(b)).to.deep.equal([`Cem by ${ana}`]);
    expect(waiting(c)).to.deep.equal([`Ben by ${ana}`]);
    expect(b.contacts.all.value.has(cem), 'not before the owner says so').to.equal(false);
    await b.introductions.take(cem);
    expect(b.contacts.all.value.get(cem)?.name).to.equal('Cem');
    expect(b.taken).to.deep.equal([`${cem} by ${ana}`]);
    expect(waiting(b)).to.deep.equal([]);
  });

  it('waits over a reload, and comes back after it was dismissed by mistake', async () => {
    void a.introductions.introduce(ben, cem);
    await house.settle();
    const again = await side(house, house.ben, shelf);
    expect(waiting(again)).to.deep.equal([`Cem by ${ana}`]);
    const undo = await again.introductions.dismiss(cem);
    expect(waiting(again)).to.deep.equal([]);
    await undo();
    expect(waiting(again)).to.deep.equal([`Cem by ${ana}`]);
  });

  it('says who was not there', async () => {
    house.broker.lines.delete(cem);
    const told = a.introductions.introduce(ben, cem);
    await house.pass(11_000);
    expect(await told).to.equal('one');
  });

  it('of strangers counts for nothing', async () => {
    await b.contacts.remove(ana);
    const told = a.introductions.introduce(ben, cem);
    await house.pass(11_000);
    expect(await told).to.equal('one');
    expect(waiting(b)).to.deep.equal([]);
  });

  it('of somebody who is a contact, or blocked, changes nothing', async () => {
    await b.contacts.block(cem, true, 'Nuisance');
    const told = a.introductions.introduce(ben, cem);
    await house.settle();
    expect(await told).to.equal('both');
    expect(waiting(b)).to.deep.equal([]);
    expect(b.contacts.all.value.get(cem)?.blocked).to.equal(true);
  });

  it('brings the keys that make the ID, and no others', async () => {
    const { id, publicKeys } = await createIdentity();
    await a.contacts.add(id, 'Dan');
    await a.contacts.keepKeys(id, publicKeys);
    void a.introductions.introduce(ben, id);
    await settled(() => b.introductions.all.value.has(id));
    await b.introductions.take(id);
    expect(b.contacts.keysOf(id)).to.deep.equal(publicKeys);

    const other = (await createIdentity()).publicKeys;
    const person = (await createIdentity()).id;
    const keys = toBase64Url(other);
    house.ana.links.send(ben, { type: 'introduction', person, name: 'Eve', keys });
    await settled(() => b.introductions.all.value.has(person));
    expect(b.introductions.all.value.get(person)?.keys).to.equal(null);
  });

  it('comes in no greater number than somebody can look through', async () => {
    const identities = await Promise.all(Array.from({ length: 60 }, createIdentity));
    for (const [at, { id: person }] of identities.entries()) {
      house.ana.links.send(ben, { type: 'introduction', person, name: `No. ${at}`, keys: null });
    }
    await settled(() => b.introductions.all.value.size >= 50);
    await house.settle();
    expect(b.introductions.all.value.size).to.equal(50);
  });
});

/** Hashing takes a task of the browser, not only microtasks. */
async function settled(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve));
}
