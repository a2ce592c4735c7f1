import { expect } from '@esm-bundle/chai';
import { ana, ben, FakeHouse, type FakePhone } from '../../fakes/fake-house.ts';
import { envelopeOf } from '../../fakes/plain-post.ts';

/** What one says over their link reaches nobody any more, and no end of it notices. */
function cutLink(house: FakeHouse): void {
  for (const phone of [house.ana, house.ben]) {
    for (const wire of phone.line.wires) wire.other = null;
  }
}

describe('the link of a call', () => {
  let house: FakeHouse;
  beforeEach(async () => {
    house = new FakeHouse();
    await house.talk();
  });

  it('that falls silent is made anew, and the media with it', async () => {
    const { ana: a, ben: b } = house;
    const wires = a.line.wires.length;
    cutLink(house);
    await house.pass(700);
    expect(a.line.doubts, 'first it is looked whether the broker is there').to.equal(1);
    expect(a.phase).to.equal('talking');
    await house.pass(1_500);
    expect(a.line.wires.length).to.be.greaterThan(wires);
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    expect(a.media.offeredAnew).not.to.deep.equal([]);
    expect(b.media.offeredAnew).not.to.deep.equal([]);
  });

  for (const [what, after, dialled] of [
    ['leaves once more when that is back', 300, 1],
    ['is made anew when that is back later, maybe in another network', 2_000, 2],
  ] as const) {
    it(`that was offered to a broker out of reach ${what}`, async () => {
      const { ana: a } = house;
      const wires = a.line.wires.length;
      const pass = house.broker.pass.bind(house.broker);
      house.broker.pass = () => {};
      cutLink(house);
      await house.pass(1_200);
      expect(a.line.wires.length).to.equal(wires + 1);
      const lostSince = house.clock.now() - 700;
      a.line.status.set({ kind: 'connecting' });
      await house.pass(after);
      house.broker.pass = pass;
      a.line.status.set({ kind: 'online', lostSince });
      await house.settle();
      expect(a.line.wires.length).to.equal(wires + dialled);
      expect(a.links.states.value.get(ben)).to.equal('open');
      expect(a.line.wires.at(-1)?.isOpen).to.equal(true);
    });
  }

  for (const [what, lost, dialled] of [
    ['is made anew at once if the broker was out of reach as well', true, 1],
    ['has time if the broker was only slow', false, 0],
  ] as const) {
    it(`that is doubted ${what}`, async () => {
      const { ana: a } = house;
      const wires = a.line.wires.length;
      cutLink(house);
      await house.pass(700);
      expect(a.line.doubts).to.equal(1);
      const lostSince = house.clock.now();
      a.line.status.set({ kind: 'connecting' });
      a.line.status.set({ kind: 'online', ...(lost && { lostSince }) });
      expect(a.line.wires.length).to.equal(wires + dialled);
    });
  }

  it('that falls silent while the other side is heard has time', async () => {
    const { ana: a, ben: b } = house;
    const wires = a.line.wires.length;
    for (const phone of [a, b]) phone.sounds = true;
    cutLink(house);
    await house.pass(2_000);
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    expect(a.line.wires.length).to.equal(wires);
    for (const phone of [a, b]) phone.sounds = false;
    await house.pass(500);
    expect(a.line.wires.length).to.be.greaterThan(wires);
  });

  /** Ana dials Ben, who has a link to her, and who lets nothing come of it. */
  async function isDialledAnew(): Promise<void> {
    const { ben: b, broker } = house;
    b.line.deliver = () => {};
    const sdp = { type: 'offer', sdp: 'v=0' };
    const payload = { type: 'data', connectionId: 'dc_1', sdp, serialization: 'raw' };
    broker.pass(ana, ben, { type: 'OFFER', payload: envelopeOf({ type: 'OFFER', payload }) });
    await house.settle();
    expect(b.links.states.value.get(ana)).to.equal('silent');
  }

  it('that the other side dials anew is not used any more', async () => {
    const { ben: b } = house;
    cutLink(house);
    await isDialledAnew();
    expect(b.phase).to.equal('reconnecting');
  });

  it('that was silent and is heard again says so to whoever kept something back', async () => {
    const { ben: b } = house;
    const resumed: unknown[] = [];
    b.links.listenAside({ resumed: (peer) => resumed.push(peer), message() {} });
    await isDialledAnew();
    b.links.need(new Map([[ana, 'keep']]));
    expect(b.links.states.value.get(ana), 'whatever a call needs').to.equal('silent');
    expect(resumed).to.deep.equal([]);
    await house.pass(400);
    expect(b.links.states.value.get(ana)).to.equal('open');
    expect(resumed).to.deep.equal([ana]);
  });

  it('that is the only way is not given up while the other phone is slow to ring', async () => {
    const { ana: a, ben: b } = house;
    a.calls.hangUp(a.call!.id);
    await house.settle();
    for (const phone of [a, b]) {
      phone.calls.dismiss(phone.call!.id);
      phone.line.status.set({ kind: 'offline', trouble: null });
    }
    const wire = b.line.wires.at(-1)!;
    const events = wire.events!;
    const late: unknown[] = [];
    wire.events = { ...events, data: (data) => void late.push(data) };
    a.calls.dial(ben, 'voice');
    await house.pass(2_000);
    wire.events = events;
    for (const data of late) events.data(data);
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('that is heard again in time is kept', async () => {
    const { ana: a, ben: b } = house;
    const others = [a, b].map(({ line }) => line.wires.map((wire) => wire.other));
    const pass = house.broker.pass.bind(house.broker);
    house.broker.pass = () => {};
    cutLink(house);
    await house.pass(2_000);
    expect([a.phase, b.phase]).to.deep.equal(['reconnecting', 'reconnecting']);
    [a, b].forEach(({ line }, who) => {
      line.wires.forEach((wire, at) => (wire.other = others[who]![at] ?? null));
    });
    await house.pass(1_000);
    house.broker.pass = pass;
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    const wires = a.line.wires.length;
    await house.pass(10_000);
    expect(a.line.wires.length).to.equal(wires);
  });
});

describe('two phones that dial each other', () => {
  it('are linked although the first offer of the lower one was lost', async () => {
    const house = new FakeHouse();
    const { ana: a, ben: b } = house;
    const pass = house.broker.pass.bind(house.broker);
    // All that Ana says goes to a socket that Ben has left.
    house.broker.pass = (from, to, message) => {
      if (from === ben) pass(from, to, message);
    };
    a.links.need(new Map([[ben, 'talk']]));
    b.links.need(new Map([[ana, 'talk']]));
    await house.settle();
    expect(a.links.states.value.get(ben)).to.equal('opening');
    house.broker.pass = pass;
    await house.pass(1_000);
    expect(a.links.states.value.get(ben)).to.equal('open');
    expect(b.links.states.value.get(ana)).to.equal('open');
  });

  it('are linked at once although the network held back what both had offered', async () => {
    const house = new FakeHouse();
    const { ana: a, ben: b } = house;
    const pass = house.broker.pass.bind(house.broker);
    const held: Parameters<typeof pass>[] = [];
    house.broker.pass = (...message) => void held.push(message);
    a.links.want('messages', new Set([ben]));
    b.links.want('messages', new Set([ana]));
    await house.pass(5_000);
    house.broker.pass = pass;
    for (const message of held) pass(...message);
    await house.settle();
    expect(a.links.states.value.get(ben)).to.equal('open');
    expect(b.links.states.value.get(ana)).to.equal('open');
  });
});

describe('a letter while the line is being made anew', () => {
  it('leaves when it is whole again, unless that takes too long', async () => {
    const house = new FakeHouse();
    const { ana: a, ben: b } = house;
    const offer = async (phone: FakePhone, within: number) => {
      // The offer is under way when the line breaks.
      phone.line.connect(ben);
      phone.line.status.set({ kind: 'connecting' });
      await house.settle();
      house.clock.pass(within);
      phone.line.status.set({ kind: 'online' });
      await house.settle();
    };
    await offer(a, 1_000);
    expect(b.line.delivered).to.have.length(1);
    await offer(a, 6_000);
    expect(b.line.delivered).to.have.length(1);
  });
});
