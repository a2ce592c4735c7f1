import { expect } from '@esm-bundle/chai';
import { Contacts } from '../../../web/contacts/contacts.ts';
import { Pictures } from '../../../web/contacts/pictures.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { pictureTag } from '../../../web/identity/picture-tag.ts';
import { Store } from '../../../web/lib/store.ts';
import type { FakeWire } from '../../fakes/fake-line.ts';
import { ana, ben, FakeHouse, type FakePhone } from '../../fakes/fake-house.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

const face = 'data:image/jpeg;base64,AAAA';
const other = 'data:image/jpeg;base64,BBBB';

interface Side {
  readonly phone: FakePhone;
  readonly contacts: Contacts;
  readonly own: Store<{ readonly picture: string | null }>;
}

/** A phone with pictures, to whom only its contacts are contacts. */
async function side(house: FakeHouse, phone: FakePhone, picture: string | null): Promise<Side> {
  const contacts = await Contacts.load(new MemoryShelf(), house.clock, () => {});
  const own = new Store({ picture });
  new Pictures(phone.links, contacts, own, house.clock);
  return { phone, contacts, own };
}

const pictureOf = ({ contacts }: Side, peer: PeerId) => contacts.all.value.get(peer)?.picture;

/** All that a phone said of pictures, by link or otherwise. */
function said({ phone }: Side): string[] {
  return phone.line.wires.flatMap((wire) => wire.sent).filter((text) => /look|picture/.test(text));
}

const openWire = ({ phone }: Side): FakeWire => phone.line.wires.find((wire) => wire.isOpen)!;

describe('pictures', () => {
  let house: FakeHouse;
  let a: Side;
  let b: Side;

  beforeEach(async () => {
    house = new FakeHouse();
    a = await side(house, house.ana, face);
    b = await side(house, house.ben, null);
  });

  async function acquainted(): Promise<void> {
    await a.contacts.add(ben, 'Ben');
    await b.contacts.add(ana, 'Ana');
  }

  it('are shown to a contact when the link opens, and nothing is sent back for none', async () => {
    await acquainted();
    await house.talk();
    expect(pictureOf(b, ana)).to.equal(face);
    expect(pictureOf(a, ben)).to.equal(null);
    expect(said(b)).to.deep.equal(['{"type":"look","have":null}']);
  });

  it('are sent once: over the next link nobody sends what the other has', async () => {
    await acquainted();
    await house.talk();
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    house.ana.links.close();
    await house.talk();
    const sent = said(a).filter((text) => text.includes(face));
    expect(sent).to.have.length(1);
    expect(said(b).at(-1)).to.equal(`{"type":"look","have":"${pictureTag(face)}"}`);
  });

  it('are sent twice a second at most, however often a contact asks', async () => {
    await acquainted();
    await house.talk();
    const before = said(a).length;
    for (let n = 0; n < 100; n++) openWire(b).send(`{"type":"look","have":"${n}0000000"}`);
    await house.settle();
    expect(said(a).length - before).to.be.below(3);
    house.clock.pass(1_000);
    openWire(b).send('{"type":"look","have":null}');
    await house.settle();
    expect(said(a).at(-1)).to.include(face);
  });

  it('follow a change and a removal while the link is open', async () => {
    await acquainted();
    await house.talk();
    a.own.set({ picture: other });
    await house.settle();
    expect(pictureOf(b, ana)).to.equal(other);
    a.own.set({ picture: null });
    await house.settle();
    expect(pictureOf(b, ana)).to.equal(null);
  });

  it('are neither given to nor taken from a stranger', async () => {
    b.own.set({ picture: other });
    await house.talk();
    expect([...said(a), ...said(b)]).to.deep.equal([]);
    // A stranger who asks all the same, and one who sends.
    openWire(b).send('{"type":"look","have":null}');
    openWire(b).send(JSON.stringify({ type: 'picture', picture: other }));
    await house.settle();
    expect(said(a)).to.deep.equal([]);
    expect(a.contacts.all.value.size).to.equal(0);
  });

  it('need both to keep each other: one side alone gets nothing and gives nothing', async () => {
    await b.contacts.add(ana, 'Ana');
    b.own.set({ picture: other });
    await house.talk();
    expect(pictureOf(b, ana)).to.equal(null);
    expect(said(a)).to.deep.equal([]);
    expect(said(b)).to.deep.equal(['{"type":"look","have":null}']);
  });

  it('come as soon as the second one is kept, in the middle of a call', async () => {
    await b.contacts.add(ana, 'Ana');
    b.own.set({ picture: other });
    await house.talk();
    await a.contacts.add(ben, 'Ben');
    await house.settle();
    expect(pictureOf(b, ana)).to.equal(face);
    expect(pictureOf(a, ben)).to.equal(other);
  });

  it('are not given to somebody blocked', async () => {
    await acquainted();
    await a.contacts.block(ben, true);
    await house.talk();
    expect(said(a)).to.deep.equal([]);
  });

  it('never take the broker: without a link nothing is sent', async () => {
    await acquainted();
    const seen: string[] = [];
    house.broker.pass = (_from, _to, message) => void seen.push(JSON.stringify(message));
    a.own.set({ picture: other });
    const message = { type: 'picture', picture: other } as const;
    expect(house.ana.links.sendAside(ben, message)).to.equal(false);
    await house.settle();
    expect(seen).to.deep.equal([]);
  });

  it('have tags that differ: FNV-1a as published', () => {
    expect(pictureTag('')).to.equal('811c9dc5');
    expect(pictureTag('a')).to.equal('e40c292c');
    expect(pictureTag('foobar')).to.equal('bf9cf968');
    expect(pictureTag(null)).to.equal(null);
  });
});
