import { expect } from '@esm-bundle/chai';
import { ben, FakeHouse } from '../../fakes/fake-house.ts';

describe('a broker from which nothing comes back', () => {
  let house: FakeHouse;

  beforeEach(() => {
    house = new FakeHouse();
    house.broker.pass = () => {};
  });

  it('is looked for soon after somebody is dialled', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.pass(1_000);
    expect(house.ana.line.asks).to.equal(0);
    await house.pass(1_000);
    expect(house.ana.line.asks).to.be.greaterThan(0);
    expect(house.ana.phase).to.equal('dialing');
  });

  it('is looked for soon after something is to go to somebody without a link', async () => {
    house.ana.links.want('messages', new Set([ben]));
    await house.pass(1_000);
    expect(house.ana.line.asks).to.equal(0);
    await house.pass(1_000);
    expect(house.ana.line.asks).to.equal(1);
    await house.pass(3_000);
    expect(house.ana.line.asks, 'once for an offer').to.equal(1);
  });
});

describe('a broker that passes on what it gets', () => {
  it('is not asked, neither when it rings nor when a link opens', async () => {
    const house = new FakeHouse();
    house.ana.links.want('messages', new Set([ben]));
    await house.pass(500);
    house.ana.calls.dial(ben, 'voice');
    await house.pass(5_000);
    expect(house.ana.phase).to.equal('ringing');
    expect(house.ana.line.asks).to.equal(0);
  });
});
