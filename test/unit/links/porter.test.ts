import { assert } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Depot, mostOfOne } from '../../../web/links/depot.ts';
import { newParcelId, parcelLength, type ParcelId } from '../../../web/links/parcel-message.ts';
import { Porter } from '../../../web/links/porter.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { FakeParcelLinks } from '../../fakes/fake-parcel-links.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

const sealed = 'A'.repeat(parcelLength);
const eve = 'ypjztgphd8g309wrxxqz' as PeerId;

describe('a friend who keeps parcels', () => {
  let clock: FakeClock;
  let links: FakeParcelLinks;
  let depot: Depot;
  let isWilling: boolean;
  let passed: number;

  beforeEach(async () => {
    clock = new FakeClock();
    links = new FakeParcelLinks();
    isWilling = true;
    passed = 0;
    depot = await Depot.load({ shelf: new MemoryShelf(), clock, report() {} });
    const porter = new Porter({
      ...{ links, depot, clock },
      isWilling: () => isWilling,
      isContact: (peer) => peer !== eve,
      passed: () => passed++,
    });
    links.listenAside({ message: (from, message) => void porter.hear(from, message) });
    links.open.add(ana).add(ben).add(eve);
  });

  const deposit = async (to: PeerId, slot = 0, from = ana): Promise<ParcelId> => {
    const parcel = newParcelId();
    await links.say(from, { type: 'deposit', parcel, to, slot, sealed });
    return parcel;
  };
  const answers = (to = ana) => links.said(to, 'deposited').map(({ answer }) => answer);
  const fetched = (by: PeerId, parcel: ParcelId, keep = false, receipt: string | null = null) =>
    links.say(by, { type: 'fetched', parcel, keep, receipt });

  it('answers whether it does, and does not say for whom', async () => {
    await deposit(ben);
    await deposit(eve);
    await deposit(ana);
    isWilling = false;
    await deposit(ben, 1);
    await deposit(ben, 0, eve);
    assert.deepEqual(answers(), ['kept', 'no', 'no', 'no']);
    assert.deepEqual(answers(eve), [], 'strangers hear nothing');
    assert.lengthOf(depot.all(), 1);
  });

  it('hands them over one after the other, in their order, to whoever collects them', async () => {
    const two = await deposit(ben, 1);
    const one = await deposit(ben, 0);
    assert.isEmpty(links.said(ben, 'parcel'), 'an older phone is told nothing');
    await links.say(ben, { type: 'collect' });
    const handed = () => links.said(ben, 'parcel').map(({ parcel }) => parcel);
    assert.deepEqual(handed(), [one]);
    await fetched(ben, one);
    assert.deepEqual(handed(), [one, two]);
    const three = await deposit(ben, 2);
    await fetched(ben, two);
    assert.deepEqual(handed(), [one, two, three], 'also what came meanwhile');
    await fetched(ben, three);
    assert.isEmpty(depot.all());
    assert.equal(passed, 3);
  });

  it('dials whoever something waits for, and nobody else', async () => {
    const parcel = await deposit(ben);
    assert.deepEqual(links.wanted, [ben]);
    await links.say(ben, { type: 'collect' });
    await fetched(ben, parcel);
    assert.deepEqual(links.wanted, []);
    const other = await deposit(ben, 1);
    assert.deepEqual(links.wanted, [ben]);
    await links.say(ana, { type: 'withdraw', parcels: [other] });
    assert.deepEqual(links.wanted, []);
  });

  it('keeps what the receiver does not want yet for the next time', async () => {
    const one = await deposit(ben, 0);
    await links.say(ben, { type: 'collect' });
    await fetched(ben, one, true);
    assert.lengthOf(links.said(ben, 'parcel'), 1);
    await links.say(ben, { type: 'collect' });
    assert.lengthOf(links.said(ben, 'parcel'), 2);
    assert.equal(passed, 0);
  });

  it('gives the receipt to the sender, in the place of the parcel', async () => {
    const one = await deposit(ben);
    await links.say(ana, { type: 'collect' });
    await links.say(ben, { type: 'collect' });
    const receipt = 'B'.repeat(parcelLength);
    await fetched(ben, one, false, receipt);
    const [brought] = links.said(ana, 'parcel');
    assert.deepEqual([brought?.from, brought?.sealed], [ben, receipt]);
    await fetched(ana, brought!.parcel);
    assert.isEmpty(depot.all());
  });

  it('takes nobody’s word for what is of or for others', async () => {
    const one = await deposit(ben);
    await fetched(cem, one);
    await fetched(ana, one, false, sealed);
    await links.say(ben, { type: 'withdraw', parcels: [one] });
    assert.lengthOf(depot.all(), 1);
    await links.say(ben, { type: 'collect' });
    assert.deepEqual(links.said(ben, 'held').at(-1)?.parcels, [], 'nor tells of it');
    await links.say(ana, { type: 'collect' });
    assert.deepEqual(links.said(ana, 'held').at(-1)?.parcels, [one]);
    await links.say(ana, { type: 'withdraw', parcels: [one] });
    assert.isEmpty(depot.all());
  });

  it('takes no flood of them, and no more than it has room for', async () => {
    for (let i = 0; i < 30; i++) await deposit(ben, 0);
    assert.lengthOf(
      answers().filter((answer) => answer === 'kept'),
      20,
    );
    assert.equal(answers().at(-1), 'full');
    const people = Array.from({ length: 20 }, (_, i) => `person ${i}` as PeerId);
    for (const to of people) {
      for (let slot = 0; slot < 8; slot++) {
        clock.pass(1_000);
        await deposit(to, slot);
      }
    }
    assert.equal(answers().at(-1), 'full');
    assert.lengthOf(depot.all(), mostOfOne);
    await deposit(ben, 0, cem);
    assert.equal(depot.all().filter(({ from }) => from === cem).length, 1, 'others have room');
  });
});
