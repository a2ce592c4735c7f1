import { expect } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { ana, ben, cem, FakeHouse, type FakePhone } from '../../fakes/fake-house.ts';
import { envelopeOf } from '../../fakes/plain-post.ts';

/** Two talk and hang up: their link stays open, as between contacts. */
async function link(house: FakeHouse, from: FakePhone, to: FakePhone): Promise<void> {
  from.calls.dial(to.id, 'voice');
  await house.settle();
  to.calls.decline(to.call!.id);
  await house.settle();
  for (const phone of [from, to]) phone.calls.dismiss(phone.call!.id);
  await house.settle();
  expect(from.links.states.value.get(to.id)).to.equal('open');
}

function offline(...phones: readonly FakePhone[]): void {
  for (const { line, id } of phones) {
    line.status.set({ kind: 'offline', trouble: null });
    line.broker.lines.delete(id);
  }
}

describe('a friend', () => {
  let house: FakeHouse;
  let willing: boolean;

  /** Cem is linked to Ana and to Ben, who were never linked. */
  beforeEach(async () => {
    house = new FakeHouse();
    willing = true;
    for (const phone of [house.ana, house.ben]) phone.befriend(house.clock);
    house.cem.befriend(house.clock, () => willing);
    await link(house, house.ana, house.cem);
    await link(house, house.cem, house.ben);
  });

  it('brings together two who have lost their broker', async () => {
    offline(house.ana, house.ben, house.cem);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ben.phase).to.equal('ringing');
    expect(house.ana.phase).to.equal('ringing');
    expect(house.ana.links.states.value.get(ben)).to.equal('open');
    expect(house.cem.carried).to.be.greaterThan(2);
    expect(house.cem.call, 'who carries hears of nothing').to.equal(undefined);
  });

  it('brings a call to somebody whom only the broker has lost', async () => {
    offline(house.ben);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('is not told of a call for which the broker is enough', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ben.phase).to.equal('ringing');
    expect(house.cem.carried).to.equal(0);
  });

  it('is asked first once it has reached somebody', async () => {
    offline(house.ben);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ana.calls.hangUp(house.ana.call!.id);
    house.ana.links.renew(ben);
    await house.settle();
    const told: unknown[] = [];
    house.broker.pass = (_from, _to, message) => told.push(message);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ben.phase).to.equal('ringing');
    expect(told).to.deep.equal([]);
  });

  for (const [what, change] of [
    ['is not willing', () => (willing = false)],
    ['does not know the receiver', (): void => void (house.cem.contacts = (peer) => peer === ana)],
    ['does not know the sender', (): void => void (house.cem.contacts = (peer) => peer === ben)],
  ] as const) {
    it(`who ${what} carries nothing, and the caller is told that nobody is there`, async () => {
      change();
      offline(house.ben);
      house.ana.calls.dial(ben, 'voice');
      await house.pass(2_000);
      expect(house.ana.phase).to.equal('ended: unavailable');
      expect([house.ben.phase, house.cem.carried]).to.deep.equal(['idle', 0]);
    });
  }

  it('who is not willing is as good as none where all have lost their broker', async () => {
    willing = false;
    offline(house.ana, house.ben, house.cem);
    house.ana.calls.dial(ben, 'voice');
    await house.pass(2_000);
    expect(house.ana.phase).to.equal('ended: unavailable');
    willing = true;
    house.ana.line.status.set({ kind: 'online' });
    await house.pass(10_000);
    expect(house.ben.phase, 'nothing rings later').to.equal('idle');
  });

  it('is asked anew by a person who dials anew', async () => {
    willing = false;
    offline(house.ana, house.ben, house.cem);
    house.ana.calls.dial(ben, 'voice');
    await house.pass(2_000);
    expect(house.ana.phase).to.equal('ended: unavailable');
    willing = true;
    // It rings before a link between the two is open.
    house.ben.line.opens = false;
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('who says nothing is not waited for', async () => {
    const { wires } = house.cem.line;
    for (const wire of wires) wire.other = null;
    offline(house.ben);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ana.phase).to.equal('dialing');
    await house.pass(2_000);
    expect(house.ana.phase).to.equal('ended: unavailable');
  });

  it('who says that it carries, and does not, keeps no call from the broker', async () => {
    offline(house.ben);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    house.ana.links.renew(ben);
    await house.settle();
    house.broker.lines.set(ben, house.ben.line);
    house.ben.line.status.set({ kind: 'online' });
    for (const wire of house.cem.line.wires) {
      const send = wire.send.bind(wire);
      wire.send = (text) => text.includes('"brought"') || send(text);
    }
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ana.phase).to.equal('dialing');
    await house.pass(3_000);
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('carries fifty letters a second for a pair, and no letter that anybody can read', async () => {
    const { sealed } = { sealed: envelopeOf({ type: 'beat' }).open };
    for (let ref = 0; ref < 80; ref++) {
      house.ana.links.sendAside(cem, {
        type: 'carry',
        ref,
        to: ben,
        letter: { tincan: 3, sealed },
      });
    }
    await house.settle();
    await house.settle();
    expect(house.cem.carried).to.equal(50);
    await house.pass(1_000);
    const open = { tincan: 3 as const, open: sealed };
    house.ana.links.sendAside(cem, { type: 'carry', ref: 90, to: ben, letter: open });
    await house.settle();
    expect(house.cem.carried).to.equal(50);
  });

  it('can’t ring as somebody who is blocked', async () => {
    const call = 'a'.repeat(22);
    const { open } = envelopeOf({ type: 'invite', call, kind: 'voice', name: null });
    const bring = async () => {
      const letter = { tincan: 3, sealed: open } as const;
      house.cem.links.sendAside(ben, { type: 'brought', from: ana, letter });
      await house.settle();
    };
    house.ben.blocked.add(ana);
    await bring();
    expect(house.ben.phase).to.equal('idle');
    house.ben.blocked.delete(ana);
    await bring();
    expect(house.ben.phase, 'so it was the block').to.equal('ringing');
  });
});

describe('links', () => {
  it('stay open for 32 contacts; the one unused for longest is closed', async () => {
    const house = new FakeHouse();
    const people = Array.from({ length: 40 }, (_, at) => `person-${at}` as PeerId);
    for (const peer of people) {
      const wire = house.ana.line.connect(peer);
      house.clock.pass(1_000);
      house.ana.line.taken(wire);
    }
    const open = [...house.ana.links.states.value].filter(([, state]) => state === 'open');
    expect(open.map(([peer]) => peer)).to.deep.equal(people.slice(-32));
  });
});
