import { expect } from '@esm-bundle/chai';
import type { Host } from '../../../web/identity/host.ts';
import { ana, ben, FakePhone, here, there } from '../../fakes/fake-house.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeBroker } from '../../fakes/fake-line.ts';

/** Ana belongs to one server, Ben to another. */
class TwoServers {
  readonly clock = new FakeClock();
  readonly brokers = new Map<Host, FakeBroker>([
    [here, new FakeBroker()],
    [there, new FakeBroker()],
  ]);
  readonly ana = this.#phone(ana, here);
  readonly ben = this.#phone(ben, there);

  #phone(id: typeof ana, ownHost: Host): FakePhone {
    const { brokers, clock } = this;
    return new FakePhone(id, brokers.get(ownHost)!, clock, { ownHost, brokers });
  }

  async settle(): Promise<void> {
    for (let i = 0; i < 80; i++) await Promise.resolve();
  }

  async pass(ms: number): Promise<void> {
    for (let rest = ms; rest > 0; rest -= 500) {
      this.clock.pass(Math.min(500, rest));
      await this.settle();
    }
  }

  get phases(): string[] {
    return [this.ana.phase, this.ben.phase];
  }
}

/** The data connections of both end, and nobody is told. */
function cutLinks(...phones: readonly FakePhone[]): void {
  for (const { line } of phones) for (const wire of [...line.wires]) wire.cut();
}

describe('somebody of another server', () => {
  let world: TwoServers;
  let a: FakePhone;
  let b: FakePhone;

  beforeEach(() => {
    world = new TwoServers();
    ({ ana: a, ben: b } = world);
  });

  async function talk(): Promise<void> {
    a.calls.dial(ben, 'voice', there);
    await world.settle();
    a.media.connect();
    b.media.connect();
    b.calls.answer(b.call!.id, 'voice');
    await world.settle();
  }

  it('is rung there, hears where to call back, and answers by the way by which the call came', async () => {
    await talk();
    expect(world.phases).to.deep.equal(['talking', 'talking']);
    expect(b.call?.home, 'the server of the caller').to.equal(here);
    expect(a.others.visited).to.deep.equal([there]);
    expect(b.others.visited, 'the callee goes nowhere').to.deep.equal([]);
  });

  it('is called back at the server they said', async () => {
    await talk();
    a.calls.hangUp(a.call!.id);
    await world.settle();
    const { home } = b.over[0]!;
    cutLinks(a, b);
    a.others.leave(there);
    b.calls.dial(ana, 'voice', home);
    await world.settle();
    expect(world.phases).to.deep.equal(['ringing', 'ringing']);
    expect(b.others.visited).to.deep.equal([here]);
    expect(a.others.visited, 'nobody goes back for the answer').to.deep.equal([there]);
  });

  it('is called while the own broker is gone', async () => {
    a.line.status.set({ kind: 'offline', trouble: null });
    world.brokers.get(here)!.lines.delete(ana);
    await talk();
    expect(world.phases).to.deep.equal(['talking', 'talking']);
  });

  it('is known to write here as soon as a letter came by the own broker, and while no other did', async () => {
    const c = new FakePhone(ben, world.brokers.get(here)!, world.clock, { ownHost: here });
    c.homes.set(ana, there);
    expect(c.routes.wroteHere(ana)).to.equal(false);
    a.calls.dial(ben, 'voice');
    await world.settle();
    expect([c.phase, c.call?.home, c.routes.wroteHere(ana)]).to.deep.equal(['ringing', null, true]);
    c.routes.heard(ana, there);
    expect(c.routes.wroteHere(ana)).to.equal(false);
  });

  it('is not said to be somewhere else by a caller of the same server', async () => {
    world.brokers.get(there)!.lines.delete(ben);
    const c = new FakePhone(ben, world.brokers.get(here)!, world.clock, { ownHost: here });
    a.calls.dial(ben, 'voice');
    await world.settle();
    expect(c.call?.home).to.equal(null);
  });

  it('who is not there ends the call as unavailable', async () => {
    world.brokers.get(there)!.lines.delete(ben);
    a.calls.dial(ben, 'voice', there);
    await world.settle();
    expect(a.phase).to.equal('ended: unavailable');
    expect(a.failed, 'the broker has answered').to.deep.equal([]);
  });

  it('whose server does not answer ends the call too, and the user is told why', async () => {
    const nowhere = 'nowhere.example' as Host;
    a.calls.dial(ben, 'voice', nowhere);
    await world.settle();
    expect(a.phase).to.equal('ended: unavailable');
    expect(a.failed).to.deep.equal([nowhere]);
  });

  it('is absent only where they are looked for', async () => {
    world.brokers.get(there)!.pass = () => {};
    a.calls.dial(ben, 'voice', there);
    await world.settle();
    a.line.receive({ type: 'EXPIRE', src: ben });
    a.others.say('evil.example' as Host, { type: 'EXPIRE', src: ben });
    expect(a.phase).to.equal('dialing');
    a.others.say(there, { type: 'EXPIRE', src: ben });
    expect(a.phase).to.equal('ended: unavailable');
  });

  it('can’t be said to be absent by another broker where the own one is the way', async () => {
    await talk();
    a.calls.hangUp(a.call!.id);
    await world.settle();
    a.calls.dismiss(a.call!.id);
    world.brokers.get(here)!.pass = () => {};
    a.links.close();
    const stranger = 'z0xk6az4wtjt9ce5daqp' as typeof ana;
    a.calls.dial(stranger, 'voice');
    a.others.say(there, { type: 'EXPIRE', src: stranger });
    expect(a.phase).to.equal('dialing');
  });

  it('is reached at their server after the way by which they wrote has ended', async () => {
    b.homes.set(ana, here);
    await talk();
    expect(b.others.visited, 'the way by which they wrote goes first').to.deep.equal([]);
    // Both give their links up, and Ana has left Ben's broker long ago.
    a.others.leave(there);
    a.others.need = a.others.transmit = () => {};
    cutLinks(a, b);
    await world.pass(10_000);
    expect(b.others.visited).to.deep.equal([here]);
  });

  it('who is a stranger and rings makes this phone go nowhere, whatever they claim', async () => {
    b.rule = { ...b.rule, standing: 'stranger' };
    a.calls.dial(ben, 'voice', there);
    await world.settle();
    expect(b.phase).to.equal('ringing');
    await world.pass(70_000);
    expect(b.over.length).to.equal(1);
    expect(b.others.visited).to.deep.equal([]);
    expect(b.others.needed).to.deep.equal([]);
  });

  it('is waited for at their broker until there is a link', async () => {
    b.rule = { ...b.rule, standing: 'stranger' };
    a.calls.dial(ben, 'voice', there);
    await world.settle();
    expect(a.others.needed).to.deep.equal([there]);
    b.calls.answer(b.call!.id, 'voice');
    await world.settle();
    expect(a.links.states.value.get(ben)).to.equal('open');
    expect(a.others.needed).to.deep.equal([]);
  });
});
