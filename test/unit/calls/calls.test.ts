import { expect } from '@esm-bundle/chai';
import type { CallId } from '../../../web/calls/call.ts';
import { randomId } from '../../../web/lib/base64.ts';
import { ana, ben, cem, FakeHouse, FakePhone } from '../../fakes/fake-house.ts';

describe('two phones', () => {
  let house: FakeHouse;
  beforeEach(() => {
    house = new FakeHouse();
  });

  it('ring, talk and hang up', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'voice');
    expect(a.phase).to.equal('dialing');
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['ringing', 'ringing']);
    b.calls.answer(b.call!.id, 'voice');
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['connecting', 'connecting']);
    a.media.connect();
    b.media.connect();
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    b.calls.hangUp(b.call!.id);
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['ended: hung-up', 'ended: hung-up']);
    expect(a.over).to.have.length(1);
    expect(b.over).to.have.length(1);
  });

  it('ring before the one that dialled makes connections and opens devices', async () => {
    const { ana: a, ben: b } = house;
    a.draws = false;
    a.calls.dial(ben, 'voice');
    expect([...a.media.needs]).to.deep.equal([]);
    await house.settle();
    expect(b.phase).to.equal('ringing');
    for (const task of a.undrawn) task();
    expect([...a.media.needs.keys()]).to.deep.equal([a.call!.id]);
  });

  it('open no device for a call whose line another tab took before it was on the screen', async () => {
    const { ana: a } = house;
    a.draws = false;
    a.calls.dial(ben, 'voice');
    a.calls.close();
    for (const task of a.undrawn) task();
    await house.settle();
    expect([...a.media.needs]).to.deep.equal([]);
  });

  it('ring over their link whatever a broker says of somebody who is gone', async () => {
    const { ana: a, ben: b } = house;
    await house.talk();
    b.calls.hangUp(b.call!.id);
    await house.settle();
    a.contacts = b.contacts = () => true;
    a.line.receive({ type: 'EXPIRE', src: ben });
    a.calls.dial(ben, 'voice');
    a.line.receive({ type: 'EXPIRE', src: ben });
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('send nothing and open no device of the callee before the answer', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'video');
    await house.settle();
    a.media.connect();
    b.media.connect();
    const wanted = (phone: typeof a) => [...phone.media.needs.values()][0]!;
    expect(wanted(a)).to.include({ devices: true, sending: false, offers: true });
    expect(wanted(b)).to.include({ devices: false, sending: false, offers: false });
    b.calls.answer(b.call!.id, 'video');
    await house.settle();
    expect(wanted(a)).to.include({ sending: true, camera: true });
    expect(wanted(b)).to.include({ devices: true, sending: true, camera: true });
  });

  it('are connected when one dials the other, who rings there', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'voice');
    await house.settle();
    b.calls.dial(ana, 'video');
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['connecting', 'connecting']);
    expect(a.call!.theirs.camera).to.equal(true);
  });

  it('decline', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ben.calls.decline(house.ben.call!.id);
    await house.settle();
    expect(house.ana.phase).to.equal('ended: declined');
    expect(house.ana.media.needs.size).to.equal(0);
  });

  it('cancel', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    expect(house.ben.phase).to.equal('ended: cancelled');
  });

  it('give up after 45 s without an answer', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.pass(44_500);
    expect(house.ana.phase).to.equal('ringing');
    await house.pass(1_000);
    expect(house.ana.phase).to.equal('ended: no-answer');
    expect(house.ben.phase).to.equal('ended: cancelled');
  });

  it('say busy to a second caller, who is remembered as missed', async () => {
    await house.talk();
    house.cem.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.cem.phase).to.equal('ended: busy');
    expect(house.ben.phase).to.equal('talking');
    expect(house.ben.over.map((call) => [call.peer, call.direction])).to.deep.equal([
      [cem, 'incoming'],
    ]);
  });

  it('keep a reason until it was read or another call comes, and nothing of one not taken', async () => {
    const { ana: a, ben: b, cem: c } = house;
    a.calls.dial(ben, 'voice');
    await house.settle();
    a.calls.hangUp(a.call!.id);
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['ended: cancelled', 'ended: cancelled']);
    await house.pass(60_000);
    expect([a.phase, b.phase]).to.deep.equal(['ended: cancelled', 'idle']);
    c.calls.dial(ana, 'voice');
    await house.settle();
    expect([...a.calls.calls.value.values()].map(({ peer }) => peer)).to.deep.equal([cem]);
    a.calls.decline(a.call!.id);
    await house.pass(7_000);
    expect(a.phase).to.equal('idle');
    expect(c.phase).to.equal('ended: declined');
    c.calls.dismiss(c.call!.id);
    expect(c.phase).to.equal('idle');
  });

  it('that were not to ring are written down once, however often somebody invites', async () => {
    house.ben.rule = { ...house.ben.rule, doNotDisturb: true };
    house.ana.calls.dial(ben, 'voice');
    await house.pass(46_000);
    expect(house.ana.phase).to.equal('ended: no-answer');
    expect(house.ben.over).to.have.length(1);
  });

  it('say unavailable when the broker knows nobody of that ID, or there is no broker', async () => {
    house.broker.lines.delete(ben);
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ana.phase).to.equal('ended: unavailable');
    house.cem.line.status.set({ kind: 'offline', trouble: null });
    house.cem.calls.dial(ana, 'voice');
    await house.pass(4_000);
    expect(house.cem.phase).to.equal('dialing');
    await house.pass(2_000);
    expect(house.cem.phase).to.equal('ended: unavailable');
  });

  it('ring as soon as there is a broker again', async () => {
    const { ana: a, cem: c } = house;
    c.line.status.set({ kind: 'offline', trouble: null });
    c.calls.dial(ana, 'voice');
    await house.pass(2_000);
    expect([c.phase, a.phase]).to.deep.equal(['dialing', 'idle']);
    c.line.status.set({ kind: 'online' });
    await house.settle();
    expect([c.phase, a.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('are written down as they stand when the page goes', async () => {
    await house.talk();
    const { ana: a, ben: b, cem: c } = house;
    a.calls.close();
    expect(a.over.map(({ phase }) => phase.kind === 'ended' && phase.reason)).to.deep.equal([
      'hung-up',
    ]);
    expect(a.over[0]?.phase).to.have.property('since').that.is.a('number');
    b.calls.hangUp(b.call!.id);
    b.calls.dismiss(b.call!.id);
    c.calls.dial(ben, 'voice');
    await house.settle();
    b.calls.close();
    b.calls.close();
    expect(b.over.map(({ phase }) => phase.kind === 'ended' && phase.reason)).to.deep.equal([
      'hung-up',
      'cancelled',
    ]);
  });

  it('are over for both when one blocks the other', async () => {
    await house.talk();
    const { ana: a, ben: b, cem: c } = house;
    a.calls.drop(cem);
    expect(a.phase).to.equal('talking');
    a.calls.drop(ben);
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['ended: hung-up', 'ended: hung-up']);
    a.calls.dismiss(a.call!.id);
    c.calls.dial(ana, 'voice');
    await house.settle();
    a.calls.drop(cem);
    await house.settle();
    expect(c.phase).to.equal('ended: declined');
  });

  it('are connected when both dial at once', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'video');
    b.calls.dial(ana, 'voice');
    await house.settle();
    a.media.connect();
    b.media.connect();
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    expect(a.call!.id).to.equal(b.call!.id);
    expect([a.call!.offers, b.call!.offers]).to.deep.equal([true, false]);
    expect(b.call!.theirs.camera).to.equal(true);
    expect(a.call!.theirs.camera).to.equal(false);
    expect([a.over.length, b.over.length]).to.deep.equal([0, 0]);
  });

  /** Both have dialled, and Ben has adopted Ana's call; what he wrote by the broker meanwhile is lost. */
  async function crossed(): Promise<void> {
    const { ana: a, ben: b } = house;
    const pass = house.broker.pass.bind(house.broker);
    house.broker.pass = (from, to, message) => {
      if (from === ana) pass(from, to, message);
    };
    a.line.deliver = b.line.deliver = () => {};
    a.calls.dial(ben, 'voice');
    b.calls.dial(ana, 'voice');
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['dialing', 'connecting']);
    house.broker.pass = pass;
  }

  it('are connected when both dial at once and the word for it is lost', async () => {
    await crossed();
    await house.pass(2_000);
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['connecting', 'connecting']);
    expect(house.ana.call!.id).to.equal(house.ben.call!.id);
  });

  it('are connected by who adopted the call too, when the broker is back', async () => {
    await crossed();
    house.ben.line.status.set({ kind: 'offline', trouble: null });
    house.ben.line.status.set({ kind: 'online' });
    await house.settle();
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['connecting', 'connecting']);
  });

  it('are both done when both dial at once and one gives up before it hears of the other', async () => {
    await crossed();
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    expect([house.ana.phase, house.ben.phase]).to.deep.equal([
      'ended: cancelled',
      'ended: hung-up',
    ]);
  });

  it('reconnect after silence, and give up within 60 s', async () => {
    await house.talk();
    await house.pass(5_000);
    expect(house.ana.phase).to.equal('talking');
    for (const wire of house.ben.line.wires) wire.isOpen = false;
    house.broker.lines.delete(ben);
    await house.pass(4_500);
    expect(house.ana.phase).to.equal('reconnecting');
    await house.pass(53_000);
    expect(house.ana.phase).to.equal('reconnecting');
    await house.pass(2_500);
    expect(house.ana.phase).to.equal('ended: lost');
  });

  it('come back when the link is cut and a way exists', async () => {
    await house.talk();
    const { since } = house.ana.call!.phase as { since: number };
    house.ana.line.wires.forEach((wire) => wire.cut());
    expect(house.ana.phase).to.equal('reconnecting');
    await house.pass(6_000);
    expect([house.ana.phase, house.ben.phase]).to.deep.equal(['talking', 'talking']);
    expect((house.ana.call!.phase as { since: number }).since).to.equal(since);
  });

  it('are told that a side without a microphone is muted, until it has one', async () => {
    const { ana: a, ben: b } = house;
    const media = { local: null, remote: null, sound: null, camera: null };
    const has = (microphone: 'denied' | null) =>
      a.media.streams.set(new Map([[a.call!.id, { ...media, microphone }]]));
    a.calls.dial(ben, 'voice');
    has('denied');
    await house.settle();
    b.calls.answer(b.call!.id, 'voice');
    await house.settle();
    expect(b.call!.theirs.muted).to.equal(true);
    has(null);
    await house.settle();
    expect([b.call!.theirs.muted, a.call!.mine.muted]).to.deep.equal([false, false]);
    has('denied');
    a.calls.mute(a.call!.id, true);
    has(null);
    await house.settle();
    expect(b.call!.theirs.muted, 'muted by will').to.equal(true);
  });

  it('are told when a camera does not open', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'video');
    await house.settle();
    b.calls.answer(b.call!.id, 'video');
    await house.settle();
    expect(a.call!.theirs.camera).to.equal(true);
    const media = { local: null, remote: null, sound: null, microphone: null };
    b.media.streams.set(new Map([[b.call!.id, { ...media, camera: 'denied' }]]));
    await house.settle();
    expect(b.call!.mine.camera).to.equal(false);
    expect(a.call!.theirs.camera).to.equal(false);
  });

  it('stop ringing when the caller’s page goes away with the link, before anything has left by it', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    expect(house.ana.links.states.value.get(ben)).to.equal('open');
    for (const wire of house.ana.line.wires) wire.send = () => true;
    house.ana.links.hurry();
    house.ana.calls.abandon();
    await house.settle();
    expect(house.ben.phase).to.equal('ended: cancelled');
  });

  it('tell the broker nothing of a call that is given up over their link', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    const told: unknown[] = [];
    house.broker.pass = (...message) => void told.push(message);
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    expect(house.ben.phase).to.equal('ended: cancelled');
    expect(told).to.deep.equal([]);
  });

  it('stop ringing when the caller’s page goes away', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ana.calls.abandon();
    await house.settle();
    expect(house.ben.phase).to.equal('ended: cancelled');
  });

  it('stop ringing a while after the caller’s page went without a word, and not before', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'voice');
    await house.pass(20_000);
    expect(b.phase, 'the caller is there').to.equal('ringing');
    a.calls.close();
    a.links.close();
    await house.pass(11_000);
    expect(b.phase, 'a network that changes takes its time').to.equal('ringing');
    await house.pass(8_000);
    expect(b.phase).to.equal('ended: cancelled');
  });

  it('ring as long as the caller goes on inviting, without a link', async () => {
    const { ana: a, ben: b } = house;
    b.line.deliver = () => {};
    a.calls.dial(ben, 'voice');
    await house.pass(40_000);
    expect(a.links.states.value.get(ben)).to.equal('opening');
    expect(b.phase).to.equal('ringing');
  });

  it('ring again where a caller comes back who was gone for longer', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'voice');
    await house.settle();
    const pass = house.broker.pass.bind(house.broker);
    house.broker.pass = () => {};
    a.line.wires.at(-1)!.cut();
    await house.pass(19_000);
    expect(b.phase).to.equal('ended: cancelled');
    house.broker.pass = pass;
    await house.pass(9_000);
    expect([a.phase, b.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('keep talking when a page goes away, until the time for coming back is over', async () => {
    await house.talk();
    house.ana.calls.abandon();
    await house.settle();
    expect(house.ben.phase).to.equal('talking');
  });

  it('are both done when one answers in the moment in which the other gives up', async () => {
    house.ana.calls.dial(ben, 'voice');
    await house.settle();
    house.ben.calls.answer(house.ben.call!.id, 'voice');
    house.ana.calls.hangUp(house.ana.call!.id);
    await house.settle();
    expect(house.ana.phase).to.match(/^ended/);
    expect(house.ben.phase).to.match(/^ended/);
    expect(house.ben.media.needs.size).to.equal(0);
  });

  it('stop the ringback when the callee’s link is lost, and ring again when it is back', async () => {
    const { ana: a, ben: b } = house;
    a.calls.dial(ben, 'voice');
    await house.settle();
    expect(a.phase).to.equal('ringing');
    house.broker.lines.delete(ben);
    const pass = house.broker.pass.bind(house.broker);
    house.broker.pass = () => {};
    a.line.wires.at(-1)!.cut();
    expect(a.phase).to.equal('dialing');
    house.broker.pass = pass;
    house.broker.lines.set(ben, b.line);
    b.calls.close();
    const anew = new FakePhone(ben, house.broker, house.clock);
    await house.pass(2_000);
    expect([a.phase, anew.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('stop the ringback of a phone without a link that is gone, and end when it stays away', async () => {
    const { ana: a, ben: b } = house;
    b.rule = { ...b.rule, standing: 'stranger' };
    a.calls.dial(ben, 'voice');
    await house.settle();
    expect(a.phase).to.equal('ringing');
    house.broker.lines.delete(ben);
    await house.pass(2_000);
    expect(a.phase).to.equal('dialing');
    await house.pass(6_000);
    expect(a.phase, 'it may come back').to.equal('dialing');
    await house.pass(6_000);
    expect(a.phase).to.equal('ended: unavailable');
  });

  it('ring again when a phone without a link was gone for a moment', async () => {
    const { ana: a, ben: b } = house;
    b.rule = { ...b.rule, standing: 'stranger' };
    a.calls.dial(ben, 'voice');
    await house.settle();
    house.broker.lines.delete(ben);
    await house.pass(7_000);
    house.broker.lines.set(ben, b.line);
    await house.pass(2_000);
    expect([a.phase, b.phase]).to.deep.equal(['ringing', 'ringing']);
    b.calls.answer(b.call!.id, 'voice');
    await house.settle();
    expect([a.phase, b.phase]).to.deep.equal(['connecting', 'connecting']);
  });

  it('offer link and media anew to a page that rings in the place of one before it', async () => {
    const { ana: a, ben: b } = house;
    // The offers go to a page which is about to be reloaded: its link never opens.
    b.line.deliver = () => {};
    a.calls.dial(ben, 'voice');
    await house.settle();
    expect(a.phase).to.equal('ringing');
    expect(a.links.states.value.get(ben)).to.equal('opening');
    b.calls.close();
    const anew = new FakePhone(ben, house.broker, house.clock);
    await house.pass(1_500);
    expect([a.phase, anew.phase]).to.deep.equal(['ringing', 'ringing']);
    expect(a.links.states.value.get(ben)).to.equal('open');
    expect(anew.links.states.value.get(ana)).to.equal('open');
    expect(a.media.offeredAnew).to.deep.equal([a.call!.id]);
    await house.pass(5_000);
    expect(a.media.offeredAnew, 'once').to.have.length(1);
  });

  it('go on while something else than the call is not answered over their link', async () => {
    const { ana: a, ben: b } = house;
    await house.talk();
    expect(a.links.renewUnused(ben)).to.equal(false);
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    a.calls.hangUp(a.call!.id);
    expect(a.links.renewUnused(ben)).to.equal(true);
  });

  it('go on when an invite comes that was kept back on its way', async () => {
    const { ana: a, ben: b } = house;
    await house.talk();
    const call = randomId() as CallId;
    a.links.send(ben, { type: 'invite', call, kind: 'voice', name: 'Ana' });
    a.links.send(ben, { type: 'cancel', call });
    await house.pass(2_500);
    expect([a.phase, b.phase]).to.deep.equal(['talking', 'talking']);
    expect(b.calls.calls.value.size).to.equal(1);
  });

  it('reach a phone which has crashed and left a dead link behind', async () => {
    const { ana: a, ben: b } = house;
    await house.talk();
    a.calls.hangUp(a.call!.id);
    await house.settle();
    a.calls.dismiss(a.call!.id);
    for (const wire of b.line.wires) wire.events = null;
    b.calls.close();
    const anew = new FakePhone(ben, house.broker, house.clock);
    a.calls.dial(ben, 'voice');
    await house.pass(2_500);
    expect([a.phase, anew.phase]).to.deep.equal(['ringing', 'ringing']);
  });

  it('open nothing any more once they are closed', async () => {
    await house.talk();
    const { ana: a } = house;
    a.calls.close();
    a.media.need(new Map());
    a.media.cut();
    expect(a.media.needs.size).to.equal(0);
  });

  it('tell each other about mute, camera and hold', async () => {
    await house.talk();
    const { ana: a, ben: b } = house;
    a.calls.mute(a.call!.id, true);
    a.calls.camera(a.call!.id, true);
    a.calls.hold(a.call!.id, true);
    await house.settle();
    expect(b.call!.theirs).to.include({ muted: true, camera: true, held: true, screen: false });
    expect([...b.media.needs.values()][0]!.sending).to.equal(false);
  });
});

describe('a stranger', () => {
  it('gets nothing through the door before the user accepts, and everything after it', async () => {
    const house = new FakeHouse();
    const { ana: a, ben: b } = house;
    b.rule = { ...b.rule, standing: 'stranger' };
    a.calls.dial(ben, 'voice');
    await house.pass(3_000);
    expect(b.phase).to.equal('ringing');
    expect(b.line.delivered).to.deep.equal([]);
    expect(a.links.states.value.get(ben)).to.equal('opening');
    b.calls.answer(b.call!.id, 'voice');
    await house.settle();
    expect(b.line.delivered).to.have.length(1);
    expect(a.links.states.value.get(ben)).to.equal('open');
  });

  for (const rule of [
    { strangers: false },
    { standing: 'blocked' },
    { doNotDisturb: true },
  ] as const) {
    it(`learns nothing but “no answer” with ${JSON.stringify(rule)}`, async () => {
      const house = new FakeHouse();
      const { ana: a, ben: b } = house;
      b.rule = { ...b.rule, standing: 'stranger', ...rule };
      a.calls.dial(ben, 'voice');
      await house.pass(44_000);
      expect(b.phase).to.equal('idle');
      expect(a.phase).to.equal('dialing');
      await house.pass(2_000);
      expect(a.phase).to.equal('ended: no-answer');
      expect(b.line.delivered).to.deep.equal([]);
    });
  }

  it('rings three times a minute and not more', async () => {
    const { ana: a, ben: b, settle, clock } = new FakeHouse();
    b.rule = { ...b.rule, standing: 'stranger' };
    for (let i = 0; i < 20; i++) {
      a.calls.dial(ben, 'voice');
      await settle();
      if (a.call) a.calls.hangUp(a.call.id);
      await settle();
    }
    expect(b.over).to.have.length(3);
    clock.pass(61_000);
    a.calls.dial(ben, 'voice');
    await settle();
    expect(b.phase).to.equal('ringing');
  });

  it('that may not ring uses up nothing of what strangers may', async () => {
    const { ana: a, ben: b, settle } = new FakeHouse();
    b.rule = { ...b.rule, standing: 'stranger', strangers: false };
    for (let i = 0; i < 20; i++) {
      a.calls.dial(ben, 'voice');
      await settle();
      if (a.call) a.calls.hangUp(a.call.id);
      await settle();
    }
    b.rule = { ...b.rule, strangers: true };
    a.calls.dial(ben, 'voice');
    await settle();
    expect(b.phase).to.equal('ringing');
  });

  it('makes way for a contact who rings', async () => {
    const { ana: a, ben: b, cem: c, settle } = new FakeHouse();
    b.contacts = (peer) => peer === cem;
    a.calls.dial(ben, 'voice');
    await settle();
    c.calls.dial(ben, 'voice');
    await settle();
    expect(a.phase).to.equal('ended: busy');
    expect(c.phase).to.equal('ringing');
  });

  /** Ben has just hung up on a stranger. */
  async function hungUp() {
    const house = new FakeHouse();
    const { ana: a, ben: b } = house;
    b.rule = { ...b.rule, standing: 'stranger' };
    const call = async () => {
      a.calls.dial(ben, 'voice');
      await house.settle();
      b.calls.answer(b.call!.id, 'voice');
      await house.settle();
    };
    await call();
    b.calls.hangUp(b.call!.id);
    await house.settle();
    return { house, a, b, call };
  }

  it('loses the link when the call is over, and that has had the time to arrive', async () => {
    const { house, b } = await hungUp();
    expect(b.links.states.value.get(ana)).to.equal('open');
    await house.pass(1_100);
    expect(b.links.states.value.get(ana)).to.be.oneOf([undefined, 'closed']);
  });

  for (const [what, change] of [
    ['takes no calls of strangers', { strangers: false }],
    ['is not to be disturbed', { doNotDisturb: true }],
  ] as const) {
    it(`hears for a minute that the call is over, and then nothing, of a phone that ${what}`, async () => {
      const { house, a, b } = await hungUp();
      b.rule = { ...b.rule, ...change };
      a.calls.dismiss(a.call!.id);
      await house.pass(2_000);
      const said: unknown[] = [];
      const pass = house.broker.pass.bind(house.broker);
      house.broker.pass = (from, to, message) => {
        if (from === ben) said.push(message);
        pass(from, to, message);
      };
      const knocks = async () => {
        said.length = 0;
        a.links.want('messages', new Set([ben]));
        await house.settle();
        return said.length;
      };
      expect(await knocks()).to.equal(1);
      await house.pass(60_000);
      expect(await knocks(), 'nobody is here').to.equal(0);
      b.rule = { ...b.rule, strangers: true, doNotDisturb: false };
      await house.pass(10_000);
      expect(await knocks()).to.equal(1);
    });
  }

  it('keeps the link when the next call comes at once', async () => {
    const { house, b, call } = await hungUp();
    await call();
    await house.pass(3_000);
    expect(b.links.states.value.get(ana)).to.equal('open');
  });

  it('is not heard while the link of somebody who was blocked closes', async () => {
    const { house, a, b } = await hungUp();
    b.blocked.add(ana);
    b.links.review();
    a.calls.dial(ben, 'voice');
    await house.pass(1_100);
    expect(b.phase).not.to.equal('ringing');
    expect(b.links.states.value.get(ana)).to.be.oneOf([undefined, 'closed']);
  });
});
