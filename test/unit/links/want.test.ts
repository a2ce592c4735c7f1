import { expect } from '@esm-bundle/chai';
import { parseLinkData } from '../../../web/links/messages.ts';
import { ana, ben, cem, FakeHouse } from '../../fakes/fake-house.ts';
import { FakeWire } from '../../fakes/fake-line.ts';

describe('somebody for whom something waits', () => {
  const house = () => new FakeHouse();

  it('is dialled once, and then linked', async () => {
    const { ana: a, settle } = house();
    a.links.want('messages', new Set([ben]));
    await settle();
    expect(a.links.states.value.get(ben)).to.equal('open');
    a.links.want('messages', new Set([ben]));
    await settle();
    expect(a.line.wires).to.have.length(1);
  });

  it('is linked as long as that is so by a phone that is not to be disturbed', async () => {
    const world = house();
    const { ana: a, ben: b } = world;
    a.rule = { ...a.rule, doNotDisturb: true };
    b.links.want('messages', new Set([ana]));
    await world.settle();
    expect(a.links.states.value.get(ben), 'nobody else finds it').to.not.equal('open');
    a.links.want('messages', new Set([ben]));
    await world.pass(7_000);
    expect(a.links.states.value.get(ben)).to.equal('open');
    a.links.want('messages', new Set());
    await world.pass(2_000);
    expect(a.links.states.value.get(ben)).to.not.equal('open');
  });

  it('or who was connected by hand stays linked with a phone that is not to be disturbed', async () => {
    const world = house();
    const { ana: a, ben: b } = world;
    a.rule = { ...a.rule, doNotDisturb: true };
    const [wire, other] = [new FakeWire(ben), new FakeWire(ana)];
    [wire.other, other.other] = [other, wire];
    wire.isOpen = other.isOpen = true;
    a.links.acceptByHand(wire);
    b.links.acceptByHand(other);
    a.links.review();
    await world.pass(30_000);
    expect(a.links.states.value.get(ben)).to.equal('open');
    for (const end of [wire, other]) end.cut();
    b.links.want('messages', new Set([ana]));
    await world.settle();
    expect(a.links.states.value.get(ben), 'nobody else finds it').to.not.equal('open');
  });

  it('who is absent is not dialled again by itself', async () => {
    const world = house();
    const { ana: a } = world;
    world.broker.lines.delete(cem);
    a.links.want('messages', new Set([cem]));
    await world.pass(30_000);
    expect(a.line.wires).to.have.length(1);
    expect(a.links.states.value.get(cem)).to.not.equal('open');
    a.links.want('messages', new Set([cem]));
    await world.settle();
    expect(a.line.wires).to.have.length(2);
  });

  it('is dialled after an offer of theirs, of a page that is gone, has not opened', async () => {
    const world = house();
    const { ana: a, ben: b } = world;
    a.line.opens = false;
    b.links.want('messages', new Set([ana]));
    await world.settle();
    a.links.want('messages', new Set([ben]));
    await world.settle();
    expect(a.links.states.value.get(ben)).to.equal('opening');
    await world.pass(7_000);
    expect(a.links.states.value.get(ben)).to.equal('open');
  });

  it('is dialled once more after an offer of theirs has taken the place of ours, and not opened', async () => {
    const world = house();
    const { ana: a, ben: b } = world;
    const pass = world.broker.pass.bind(world.broker);
    world.broker.pass = () => {};
    a.links.want('messages', new Set([ben]));
    await world.pass(2_000);
    world.broker.pass = pass;
    a.line.opens = false;
    b.links.want('messages', new Set([ana]));
    await world.settle();
    expect(a.links.states.value.get(ben)).to.equal('opening');
    a.line.opens = true;
    await world.pass(7_000);
    expect(a.links.states.value.get(ben)).to.equal('open');
  });

  it('is not dialled while there is no way', async () => {
    const { ana: a, settle } = house();
    let back = 0;
    a.links.listenAside({ message() {}, online: () => void back++ });
    a.line.status.set({ kind: 'offline', trouble: null });
    a.links.want('messages', new Set([ben]));
    await settle();
    expect(a.line.wires).to.have.length(0);
    a.line.status.set({ kind: 'online' });
    expect(back, 'told when there is one').to.equal(1);
  });
});

describe('what is told over a link', () => {
  const id = 'a'.repeat(22);
  const tell = {
    type: 'tell',
    stream: id,
    n: 1,
    first: 1,
    told: { kind: 'text', id, text: 'x', reply: null, at: null },
  };

  it('is parsed', () => {
    expect(parseLinkData(JSON.stringify(tell))).to.deep.equal(tell);
    const got = { type: 'got', stream: id, upTo: 0, read: 0 };
    expect(parseLinkData(JSON.stringify(got))).to.deep.equal(got);
  });

  for (const [what, told] of [
    ['too long', { kind: 'text', id, text: 'x'.repeat(16_385) }],
    ['empty', { kind: 'text', id, text: '' }],
    ['of a later kind', { kind: 'poll', id }],
    ['a reaction that is no emoji', { kind: 'react', of: id, emoji: 'x' }],
    ['a reaction of several', { kind: 'react', of: id, emoji: '👍👍' }],
    ['an empty change', { kind: 'edit', of: id, text: '' }],
    ['nothing', null],
  ] as const) {
    it(`is passed over if it is ${what}`, () => {
      const message = parseLinkData(JSON.stringify({ ...tell, told }));
      expect(message).to.deep.equal({ ...tell, told: { kind: 'unknown' } });
    });
  }

  for (const told of [
    { kind: 'edit', of: id, text: 'y' },
    { kind: 'delete', of: id },
    { kind: 'react', of: id, emoji: '👩‍🚀' },
    { kind: 'react', of: id, emoji: null },
  ]) {
    it(`is parsed if it is ${JSON.stringify(told)}`, () => {
      expect(parseLinkData(JSON.stringify({ ...tell, told }))).to.deep.equal({ ...tell, told });
    });
  }

  for (const change of [{ n: 0 }, { n: 1.5 }, { first: -1 }, { stream: 'short' }, { n: '1' }]) {
    it(`is dropped with ${JSON.stringify(change)}`, () => {
      expect(parseLinkData(JSON.stringify({ ...tell, ...change }))).to.equal(null);
    });
  }
});
