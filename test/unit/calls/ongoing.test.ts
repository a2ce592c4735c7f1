import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import type { Call } from '../../../web/calls/call.ts';
import { parseLeftCall } from '../../../web/calls/left-call.ts';
import { Ongoing } from '../../../web/calls/ongoing.ts';
import type { Note } from '../../../web/lib/note.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeHouse } from '../../fakes/fake-house.ts';
import { MemoryNote } from '../../fakes/memory-note.ts';

const followed = (house: FakeHouse, note: Note) => {
  const ongoing = new Ongoing(note, 'tab', house.clock);
  house.ana.calls.calls.subscribe((calls) => ongoing.follow(calls));
  return ongoing;
};

describe('a call that outlives its page', () => {
  it('is there for the next page, as it was', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    const ongoing = followed(house, note);
    await house.talk();
    const { call } = house.ana;
    house.ana.calls.mute(call!.id, true);
    await house.pass(20_000);
    ongoing.close();
    const left = await new Ongoing(note, 'tab', house.clock).left(false);
    const { since } = call!.phase as Extract<Call['phase'], { kind: 'talking' }>;
    expect(left).to.deep.equal({
      ...house.ana.call,
      mine: { ...house.ana.call!.mine, muted: true },
      phase: { kind: 'reconnecting', since },
    });
  });

  it('is noted again and again, as a page that crashes writes nothing', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    followed(house, note);
    await house.talk();
    await house.pass(10 * 60_000);
    const before = house.clock.now();
    expect(await new Ongoing(note, 'tab', house.clock).left(false)).not.to.equal(null);
    house.clock.pass(0);
    expect((note.read() as { at: number }).at).to.be.within(before - 5_000, before);
  });

  it('is gone when somebody ended it, and after a minute', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    const ongoing = followed(house, note);
    await house.talk();
    const later = new FakeClock();
    later.pass(house.clock.now() - later.now() + 61_000);
    expect(await new Ongoing(note, 'tab', later).left(false)).to.equal(null);
    expect(await new Ongoing(note, 'tab', house.clock).left(false)).not.to.equal(null);
    house.ana.calls.hangUp(house.ana.call!.id);
    expect(note.text).to.equal('null');
    ongoing.close();
    expect(await new Ongoing(note, 'tab', house.clock).left(false)).to.equal(null);
  });

  it('does not follow into another tab, unless a person takes the line there', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    followed(house, note);
    await house.talk();
    const other = new Ongoing(note, 'another tab', house.clock);
    expect(await other.left(false)).to.equal(null);
    expect((await other.left(true))?.id).to.equal(house.ana.call!.id);
  });

  it('does not follow into a copy of its tab, which was open when it was last noted', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    const ongoing = followed(house, note);
    await house.talk();
    const openedAt = house.clock.now();
    await house.pass(7_000);
    ongoing.close();
    const copy = new Ongoing(note, 'tab', house.clock, openedAt);
    expect(await copy.left(false)).to.equal(null);
    expect((await copy.left(true))?.id).to.equal(house.ana.call!.id);
  });

  it('follows into the next page of its tab, also if that opens while the last word is said', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    const ongoing = followed(house, note);
    await house.talk();
    await house.pass(7_000);
    const openedAt = house.clock.now();
    await house.pass(1_000);
    ongoing.close();
    const next = new Ongoing(note, 'tab', house.clock, openedAt);
    expect((await next.left(false))?.id).to.equal(house.ana.call!.id);
  });

  it('does not come from whatever else is written there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseLeftCall(value)).to.equal(null);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a page that goes on with a call', () => {
  it('is connected again, and the other side does nothing for it', async () => {
    const house = new FakeHouse();
    const note = new MemoryNote();
    const { ana, ben } = house;
    followed(house, note);
    await house.talk();
    house.broker.lines.delete(ana.id);
    house.broker.phones.delete(ana.id);
    ana.links.close();
    ana.calls.close();
    await house.settle();
    expect(ben.phase).to.equal('reconnecting');

    const again = house.anaAgain();
    again.calls.resume((await new Ongoing(note, 'tab', house.clock).left(false))!);
    await house.pass(2_000);
    expect(ben.media.offeredAnew.concat(again.media.offeredAnew)).not.to.deep.equal([]);
    again.media.connect();
    ben.media.connect();
    await house.settle();
    expect([again.phase, ben.phase]).to.deep.equal(['talking', 'talking']);
    again.calls.hangUp(again.call!.id);
    await house.settle();
    expect(ben.phase).to.equal('ended: hung-up');
  });
});
