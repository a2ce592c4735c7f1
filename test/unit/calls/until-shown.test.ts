import { expect } from '@esm-bundle/chai';
import { ana, ben, FakeHouse } from '../../fakes/fake-house.ts';

describe('a call to a phone whose screen is still to come', () => {
  let house: FakeHouse;
  let comes: () => void;

  beforeEach(() => {
    house = new FakeHouse();
    house.ben.screen.isHere = false;
    house.ben.screen.come = () => new Promise<void>((resolve) => (comes = resolve));
  });

  async function isThere(): Promise<void> {
    house.ben.screen.isHere = true;
    comes();
    await house.settle();
  }

  it('rings when it is there, and the caller is not told that it rings before', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.pass(4_000);
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['dialing', 'idle']);
    await isThere();
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['ringing', 'ringing']);
    expect(house.ben.calls.calls.value.size).to.equal(1);
  });

  it('is known before what belongs to it is done, which else is done at once', async () => {
    const does: string[] = [];
    const look = () => does.push(house.ben.phase);
    house.ben.calls.afterInvite(ana, look);
    expect(does).to.deep.equal(['idle']);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ben.calls.afterInvite(ana, look);
    expect(does).to.have.length(1);
    await isThere();
    expect(does).to.deep.equal(['idle', 'ringing']);
  });

  it('of a stranger is joined by what was offered with it', async () => {
    house.ben.rule = { ...house.ben.rule, standing: 'stranger' };
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    const offered = house.ana.line.wires.length;
    await isThere();
    house.ben.calls.answer(house.ben.call!.id, 'voice');
    await house.settle();
    expect(house.ben.links.states.value.get(ana)).to.equal('open');
    expect([house.ana.line.wires.length, offered]).to.deep.equal([1, 1]);
    expect(house.ben.line.delivered.map(({ signal }) => signal.type)).to.include('OFFER');
  });

  it('that was given up meanwhile was missed, and does not ring', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    await isThere();
    expect(house.ben.over.map(({ phase }) => phase.kind)).to.deep.equal(['ended']);
    expect(house.ben.phase).not.to.equal('ringing');
  });
});
