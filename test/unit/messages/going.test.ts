import { assert } from '@esm-bundle/chai';
import { Chats } from '../../../web/messages/chats.ts';
import { Going } from '../../../web/messages/going.ts';
import { FakeChatLinks } from '../../fakes/fake-chat-links.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';
import { MemoryNote } from '../../fakes/memory-note.ts';

/** A phone on which one page follows the other. */
class Device {
  readonly history = new MemoryHistory();
  readonly note = new MemoryNote();
  readonly reports: string[] = [];

  async page() {
    const going = new Going(this.note);
    const chats = await Chats.load({
      ...{ ownId: ana, links: new FakeChatLinks(), history: this.history, clock: new FakeClock() },
      ...{ report: () => {}, isContact: () => true, tells: () => true },
    });
    await going.forgetLeft(chats, (what) => void this.reports.push(what));
    return { going, chats };
  }

  async write(...texts: readonly string[]): Promise<void> {
    const { chats } = await this.page();
    for (const text of texts) await chats.write(ben, text);
    chats.close();
  }

  get texts() {
    return this.history.of(ben).map(({ text }) => text);
  }
}

describe('a message that is deleted here in a moment', () => {
  async function started() {
    const device = new Device();
    await device.write('one', 'two');
    return { device, first: device.history.of(ben)[0]!, ...(await device.page()) };
  }

  it('is gone with the next page, if the page goes first', async () => {
    const { device, first, going, chats } = await started();
    going.add(first);
    assert.deepEqual(device.texts, ['one', 'two']);
    chats.close();
    const next = await device.page();
    assert.deepEqual(device.texts, [null, 'two']);
    assert.deepEqual(next.going.all.value, []);
  });

  it('is gone with the next page where another one has taken the conversations', async () => {
    const { device, first, going, chats } = await started();
    going.add(first);
    chats.close();
    await going.forget(chats, first);
    assert.deepEqual(device.texts, ['one', 'two']);
    await device.page();
    assert.deepEqual(device.texts, [null, 'two']);
  });

  it('stays where somebody went back', async () => {
    const { device, first, going } = await started();
    going.add(first);
    going.drop(first);
    await device.page();
    assert.deepEqual(device.texts, ['one', 'two']);
  });

  it('stays where the disk refuses it, and says so', async () => {
    const { device, first, going, chats } = await started();
    going.add(first);
    device.history.isFull = true;
    const refused = await going.forget(chats, first).then(
      () => false,
      () => true,
    );
    assert.isTrue(refused);
    device.history.isFull = false;
    await device.page();
    assert.deepEqual(device.texts, ['one', 'two']);
  });

  it('that a page has left is tried by each one until the disk takes it', async () => {
    const { device, first, going } = await started();
    going.add(first);
    device.history.isFull = true;
    const { going: next } = await device.page();
    assert.deepEqual(
      next.all.value.map(({ id }) => id),
      [first.id],
    );
    assert.lengthOf(device.reports, 1);
    device.history.isFull = false;
    await device.page();
    assert.deepEqual(device.texts, [null, 'two']);
  });

  it('and is not there makes no conversation, and what is noted otherwise does no harm', async () => {
    const { device, first } = await started();
    device.note.write([
      { ...first, peer: cem },
      { ...first, at: first.at + 1 },
    ]);
    const { chats, going } = await device.page();
    assert.deepEqual([...chats.all.value.keys()], [ben]);
    assert.deepEqual(device.texts, ['one', 'two']);
    assert.deepEqual(going.all.value, []);
    for (const noted of [{}, [{ peer: 'x' }], [[first.id]], { 0: first }]) {
      device.note.write(noted);
      await device.page();
      assert.deepEqual(device.texts, ['one', 'two']);
    }
  });
});
