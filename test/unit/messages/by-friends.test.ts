import { assert } from '@esm-bundle/chai';
import type { AsideMessage } from '../../../web/links/messages.ts';
import {
  newParcelId,
  parcelLength,
  type Deposited,
  type ParcelMessage,
} from '../../../web/links/parcel-message.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { friendsWith } from '../../../web/messages/errand.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { FakeParcelLinks } from '../../fakes/fake-parcel-links.ts';
import { ids, PlainPacking, settle, ThreePhones } from './three-phones.ts';

const away = 6_000;
const day = 24 * 3_600_000;
const sealed = 'A'.repeat(parcelLength);

describe('a message to somebody who is away', () => {
  let world: ThreePhones;

  beforeEach(async () => {
    world = new ThreePhones();
    await world.startAll();
  });

  const write = (text: string) => world.page('ana').chats.write(ben, text);
  const errand = () => world.page('ana').byFriends.all.value.get(ben) ?? null;
  /** What Ana or somebody says to Cem from now on, of that kind, is not heard by him. */
  const said = (
    from: 'ana' | 'ben' | 'cem',
    to: 'ana' | 'ben' | 'cem',
    type: AsideMessage['type'],
  ) => world.underWay(from, to).filter((message) => message.type === type);

  /** What is under way between them now, and nothing that is said after it. */
  const flow = async (from: 'ana' | 'cem', to: 'ana' | 'cem') => {
    for (const message of world.underWay(from, to).splice(0)) world.say(from, to, message);
    await settle();
  };

  /** Ana has left with Cem what waits for Ben. */
  const leave = async (...texts: string[]) => {
    await world.meet('ana', 'cem');
    for (const text of texts) await write(text);
    await world.pass(away);
    await world.quiet();
  };

  it('arrives by a friend, and it is seen that it did, though the two never meet', async () => {
    await leave('Hello', 'and more');
    assert.equal(friendsWith(errand(), 1), 1);
    assert.equal(friendsWith(errand(), 2), 1);
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello', 'and more']);
    assert.equal(world.waiting('ana', 'ben'), 2);
    await world.meet('ana', 'cem');
    await world.quiet();
    assert.equal(world.waiting('ana', 'ben'), 0);
    assert.equal(errand(), null);
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
    assert.deepEqual(await world.homes.ana.errands.entries(), []);
  });

  it('waits for the reload of everybody', async () => {
    await leave('Hello');
    await world.crash('ana');
    await world.crash('cem');
    await world.crash('ben');
    assert.equal(friendsWith(errand(), 1), 1, 'it is known where it waits');
    await world.meet('ben', 'cem');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello']);
    await world.crash('cem');
    await world.meet('ana', 'cem');
    await world.quiet();
    assert.equal(world.waiting('ana', 'ben'), 0);
  });

  it('leaves nothing with anybody unless the sender has agreed, and takes it back', async () => {
    world.homes.ana.leaves = false;
    await leave('Hello');
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
    world.homes.ana.leaves = true;
    world.page('ana').byFriends.review();
    await world.pass(away);
    await world.quiet();
    assert.lengthOf(await world.homes.cem.parcels.entries(), 1);
    world.homes.ana.leaves = false;
    world.page('ana').byFriends.review();
    await settle();
    await world.quiet();
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
    assert.equal(world.waiting('ana', 'ben'), 1, 'it waits here');
  });

  it('waits with nobody who carries nothing, or does not know the receiver', async () => {
    world.homes.cem.carries = false;
    await leave('Hello');
    assert.equal(friendsWith(errand(), 1), 0);
    world.homes.cem.carries = true;
    world.homes.cem.contacts.delete(ben);
    await world.meet('ana', 'cem');
    await world.quiet();
    assert.equal(friendsWith(errand(), 1), 0);
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
    world.homes.cem.contacts.add(ben);
    await world.meet('ana', 'cem');
    await world.quiet();
    assert.equal(friendsWith(errand(), 1), 1);
  });

  it('is not left with friends while the two are linked', async () => {
    await world.link('ana', 'ben');
    await world.quiet();
    await world.link('ana', 'cem');
    await write('Hello');
    await world.pass(3_000);
    await world.pass(3_000);
    assert.lengthOf(said('ana', 'cem', 'deposit'), 0);
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello']);
  });

  it('is dropped by the friend once it came by the link of the two', async () => {
    await leave('Hello');
    await world.meet('ana', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello']);
    assert.equal(errand(), null);
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello'], 'it does not come twice');
    await world.meet('ana', 'cem');
    await world.quiet();
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
  });

  it('is not taken back while it is left once more', async () => {
    world.isTrue = true;
    await leave('one');
    await world.meet('cem', 'ben');
    await world.quiet();
    await write('two');
    await world.pass(away);
    await world.meet('ana', 'cem');
    // Cem keeps both and is not heard to; and it is packed in another way by now.
    await flow('ana', 'cem');
    const told = world.underWay('cem', 'ana');
    told.splice(0, told.length, ...told.filter(({ type }) => type !== 'deposited'));
    await flow('cem', 'ana');
    await world.meet('ana', 'cem');
    await world.pass(away);
    await flow('cem', 'ana');
    await flow('ana', 'cem');
    await flow('cem', 'ana');
    assert.equal(friendsWith(errand(), 2), 1);
    assert.deepEqual(said('ana', 'cem', 'withdraw'), []);
    await world.quiet();
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['one', 'two']);
  });

  it('takes the place of what waited before, and all of it comes', async () => {
    await leave('one');
    await leave('two', 'three');
    assert.lengthOf(await world.homes.cem.parcels.entries(), 1);
    assert.equal(friendsWith(errand(), 3), 1);
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['one', 'two', 'three']);
  });

  it('goes into several parcels of one size where it is long', async () => {
    const texts = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(16_000));
    await leave(...texts);
    const parcels = (await world.homes.cem.parcels.entries()) as [string, { sealed: string }][];
    assert.isAbove(parcels.length, 2);
    for (const [, record] of parcels) assert.lengthOf(record.sealed, parcelLength);
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), texts);
  });

  it('is with the friend all the time while others before it are acknowledged', async () => {
    await leave('a'.repeat(16_000), 'b'.repeat(16_000));
    await leave('c'.repeat(16_000));
    assert.lengthOf(await world.homes.cem.parcels.entries(), 2);
    await world.meet('cem', 'ben');
    for (const each of ['one', 'two', 'three', 'four']) {
      const [toBen] = world.underWay('cem', 'ben').splice(0, 1);
      if (toBen) world.say('cem', 'ben', toBen);
      const [toCem] = world.underWay('ben', 'cem').splice(0, 1);
      if (toCem) world.say('ben', 'cem', toCem);
      await settle();
      if (world.heard('ben', 'ana').length === 2) break;
      assert.notEqual(each, 'four');
    }
    await world.meet('ana', 'cem');
    for (let i = 0; i < 20; i++) {
      const [toCem] = world.underWay('ana', 'cem').splice(0, 1);
      if (toCem) world.say('ana', 'cem', toCem);
      const [toAna] = world.underWay('cem', 'ana').splice(0, 1);
      if (toAna) world.say('cem', 'ana', toAna);
      await world.pass(1_000);
      const records = (await world.homes.cem.parcels.entries()).map(([key]) => key);
      assert.isTrue(
        records.some((key) => key.startsWith(`${ana} `)),
        'there is the last one',
      );
    }
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.lengthOf(world.heard('ben', 'ana'), 3);
  });

  it('is kept by the friend until what is before it has come', async () => {
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(16_000));
    await leave(...texts);
    const [before, behind] = errand()!.parcels;
    const { parcels } = world.homes.cem;
    const key = `${ana} ${ben} ${before!.slot}`;
    const record = (await parcels.entries()).find(([name]) => name === key)![1];
    await parcels.remove(key);
    await world.crash('cem');
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), []);
    assert.deepEqual(
      (await parcels.entries()).map(([name]) => name),
      [`${ana} ${ben} ${behind!.slot}`],
    );
    await parcels.update(`${ana} ${ben} 7`, () => ({ ...(record as object), slot: 7 }));
    await world.crash('cem');
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), texts, 'in whatever order they are handed over');
    await world.meet('cem', 'ana');
    await world.quiet();
    assert.equal(world.waiting('ana', 'ben'), 0);
  });

  it('is answered the same way', async () => {
    await leave('Are you there?');
    await world.meet('cem', 'ben');
    await world.quiet();
    await world.page('ben').chats.write(ana, 'I am.');
    await world.pass(away);
    await world.quiet();
    await world.meet('cem', 'ana');
    await world.quiet();
    assert.deepEqual(world.heard('ana', 'ben'), ['I am.']);
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.equal(world.waiting('ben', 'ana'), 0);
  });

  it('of somebody who is blocked is dropped by the friend, and by the receiver', async () => {
    await leave('Hello');
    world.homes.ben.contacts.delete(ana);
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), []);
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
    await leave('Hello?');
    world.homes.cem.contacts.delete(ana);
    world.page('cem').porter.review();
    await settle();
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
  });

  describe('with a friend who lies', () => {
    it('waits on when the friend says that it arrived', async () => {
      await leave('Hello');
      world.say('cem', 'ana', { type: 'held', parcels: [] });
      const receipt = await new PlainPacking(cem).pack(ana, {
        type: 'receipt',
        receipt: { stream: errand()!.stream, upTo: 1, read: 1 },
      });
      world.say('cem', 'ana', {
        type: 'parcel',
        parcel: newParcelId(),
        from: ben,
        sealed: receipt,
      });
      await settle();
      assert.equal(world.waiting('ana', 'ben'), 1);
      assert.deepEqual(world.forged, [ben], 'the user is told');
    });

    it('comes once, however often and late it is handed over', async () => {
      await leave('one');
      await world.meet('cem', 'ben');
      world.say('ben', 'cem', { type: 'collect' });
      await settle();
      const [parcel] = said('cem', 'ben', 'parcel');
      assert.exists(parcel);
      await world.quiet();
      await world.meet('ana', 'ben');
      await world.quiet();
      const { chats } = world.page('ana');
      const [message] = world.homes.ana.history.of(ben);
      await chats.edit(ben, message!.id, 'changed');
      await world.quiet();
      for (let i = 0; i < 3; i++) {
        world.say('cem', 'ben', parcel);
        await settle();
      }
      await world.quiet();
      assert.deepEqual(world.heard('ben', 'ana'), ['changed']);
    });

    it('brings back nothing of a stream of before', async () => {
      const packing = new PlainPacking(ana);
      const pieceOf = (stream: string, text: string) =>
        packing.pack(ben, {
          type: 'piece',
          piece: {
            stream: stream.repeat(22) as never,
            ...{ from: 1, first: 1 },
            told: [
              { kind: 'text', id: text.padEnd(22, 'x') as never, text, reply: null, at: null },
            ],
          },
        });
      const bring = async (sealed: string) => {
        world.say('cem', 'ben', { type: 'parcel', parcel: newParcelId(), from: ana, sealed });
        await settle();
      };
      await bring(await pieceOf('b', 'new'));
      await bring(await pieceOf('a', 'old'));
      assert.deepEqual(world.heard('ben', 'ana'), ['new']);
    });

    it('takes nothing that the friend has made up', async () => {
      const forgery = await new PlainPacking(cem).pack(ben, {
        type: 'receipt',
        receipt: { stream: 'a'.repeat(22) as never, upTo: 1, read: 0 },
      });
      world.say('cem', 'ben', {
        type: 'parcel',
        parcel: newParcelId(),
        from: ana,
        sealed: forgery,
      });
      await settle();
      assert.deepEqual(world.heard('ben', 'ana'), []);
      assert.deepEqual(world.forged, [ana]);
    });

    it('is not looked at more than a hundred times a second', async () => {
      await world.meet('cem', 'ben');
      await world.quiet();
      const garbage = await new PlainPacking(cem).pack(ben, {
        type: 'receipt',
        receipt: { stream: 'a'.repeat(22) as never, upTo: 1, read: 0 },
      });
      for (let i = 0; i < 150; i++) {
        const parcel = newParcelId();
        world.say('cem', 'ben', { type: 'parcel', parcel, from: ana, sealed: garbage });
      }
      await settle();
      assert.lengthOf(said('ben', 'cem', 'fetched'), 100);
      assert.lengthOf(world.forged, 100);
    });

    it('is asked again by the next link only, if it says nothing', async () => {
      await world.meet('ana', 'cem');
      await write('Hello');
      await world.pass(away);
      world.underWay('ana', 'cem').length = 0;
      await world.pass(11_000);
      assert.lengthOf(said('ana', 'cem', 'deposit'), 0);
      await world.meet('ana', 'cem');
      await world.quiet();
      assert.equal(friendsWith(errand(), 1), 1);
    });
  });

  it('waits with a friend no longer than 14 days, by whatever clock', async () => {
    await leave('Hello');
    await world.pass(13 * day);
    assert.lengthOf(await world.homes.cem.parcels.entries(), 1);
    await world.pass(2 * day);
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
    await world.meet('ana', 'cem');
    await world.quiet();
    assert.equal(friendsWith(errand(), 1), 1, 'it is left there again');
  });

  it('is not lost on a full disk of the receiver', async () => {
    await leave('Hello');
    world.homes.ben.history.isFull = true;
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), []);
    world.homes.ben.history.isFull = false;
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello']);
  });

  it('waits with the friend for an update of the receiver who can’t read it yet', async () => {
    world.homes.ben.isOld = true;
    await leave('Hello');
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.forged, [], 'nobody has changed it');
    world.homes.ben.isOld = false;
    await world.crash('ben');
    await world.meet('cem', 'ben');
    await world.quiet();
    assert.deepEqual(world.heard('ben', 'ana'), ['Hello']);
  });

  it('is left with three friends at most, who are asked until three have it', async () => {
    const friends = Array.from({ length: 6 }, (_, i) => `friend ${i}` as PeerId);
    const links = new FakeParcelLinks();
    const { byFriends } = await world.start('ana', links);
    for (const friend of friends) links.link(friend);
    await write('Hello');
    await world.pass(away);
    const asked = () => friends.filter((friend) => links.said(friend, 'deposit').length > 0);
    assert.deepEqual(asked(), friends.slice(0, 3));
    const answer = (friend: PeerId | undefined, how: Deposited) =>
      links.say(friend!, {
        type: 'deposited',
        parcel: byFriends.all.value.get(ben)!.parcels[0]!.id,
        answer: how,
      });
    await answer(friends[0], 'kept');
    await answer(friends[1], 'no');
    await answer(friends[2], 'full');
    assert.deepEqual(asked(), friends.slice(0, 5));
    await answer(friends[3], 'kept');
    await world.pass(11_000);
    await answer(friends[5], 'kept');
    for (const friend of friends) links.link(friend);
    await settle();
    assert.equal(friendsWith(byFriends.all.value.get(ben) ?? null, 1), 3);
    const wereAsked = friends.filter((friend) => links.said(friend, 'deposit').length > 1);
    assert.deepEqual(wereAsked, []);
  });

  it('hears nobody who is no contact', async () => {
    world.homes.cem.contacts.delete(ana);
    await world.meet('ana', 'cem');
    const deposit: ParcelMessage = {
      type: 'deposit',
      parcel: newParcelId(),
      to: ids.ben,
      slot: 0,
      sealed,
    };
    world.say('ana', 'cem', deposit);
    await settle();
    assert.lengthOf(said('cem', 'ana', 'deposited'), 0);
    assert.deepEqual(await world.homes.cem.parcels.entries(), []);
  });
});
