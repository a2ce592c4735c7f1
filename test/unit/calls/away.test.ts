import { expect } from '@esm-bundle/chai';
import { isAway } from '../../../web/calls/away.ts';
import { ben, FakeHouse } from '../../fakes/fake-house.ts';

describe('away', () => {
  for (const [hidden, handheld, cut, away] of [
    [false, false, false, false],
    [false, true, false, false],
    [false, false, true, false],
    [false, true, true, false],
    [true, false, false, false],
    [true, true, false, true],
    [true, false, true, true],
    [true, true, true, true],
  ] as const) {
    it(`is ${away}: hidden ${hidden}, handheld ${handheld}, cut ${cut}`, () => {
      expect(isAway({ hidden, handheld, cut })).to.equal(away);
    });
  }

  it('is told in a call, and taken back', async () => {
    const house = new FakeHouse();
    await house.talk();
    house.ana.calls.away(true);
    await house.settle();
    expect(house.ben.call!.theirs.away).to.equal(true);
    house.ana.calls.away(false);
    await house.settle();
    expect(house.ben.call!.theirs.away).to.equal(false);
  });

  it('is told with the answer by who answers in the background, and not before', async () => {
    const house = new FakeHouse();
    house.ben.calls.away(true);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ana.call!.theirs.away).to.equal(false);
    house.ben.calls.answer(house.ben.call!.id, 'voice');
    await house.settle();
    expect(house.ana.call!.theirs.away).to.equal(true);
  });
});
