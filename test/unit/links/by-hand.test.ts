import { expect } from '@esm-bundle/chai';
import { createIdentity, type Identity } from '../../../web/identity/identity.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Store } from '../../../web/lib/store.ts';
import { ByHand, type HandPath } from '../../../web/links/by-hand.ts';
import type { Endpoint } from '../../../web/links/endpoint.ts';
import type { Wire } from '../../../web/links/line.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeWire } from '../../fakes/fake-line.ts';
import { publishedEndpoint } from './slips.ts';

const minute = 60_000;

/** A path that opens when the test says so. */
class FakePath implements HandPath {
  taken: Endpoint | null = null;
  isClosed = false;
  fails = false;
  made: FakeWire | null = null;
  open: () => void = () => {};

  offer(): Promise<Endpoint> {
    return this.fails
      ? Promise.reject(new Error('no address'))
      : Promise.resolve(publishedEndpoint);
  }

  answer(): Promise<Endpoint> {
    return this.offer();
  }

  take(answer: Endpoint): Promise<void> {
    this.taken = answer;
    return Promise.resolve();
  }

  listen(opened: () => void): void {
    this.open = opened;
  }

  wire(peer: PeerId): FakeWire {
    this.made = new FakeWire(peer);
    this.made.isOpen = true;
    return this.made;
  }

  close(): void {
    this.isClosed = true;
  }
}

interface Kept {
  readonly name: string;
  readonly blocked: boolean;
  readonly keys: Uint8Array | null;
}

/** Somebody who connects by hand. */
class Person {
  readonly clock = new FakeClock();
  readonly paths: FakePath[] = [];
  readonly wires: Wire[] = [];
  readonly contacts = new Store<ReadonlyMap<PeerId, Kept>>(new Map());
  readonly hand: ByHand;
  fails = false;

  constructor(readonly identity: Identity) {
    this.hand = new ByHand({
      identity,
      clock: this.clock,
      report: () => {},
      people: {
        all: this.contacts,
        add: (peer, name) => this.#keep(peer, { name }),
        keepKeys: (peer, keys) => this.#keep(peer, { keys }),
      },
      path: () => {
        const path = new FakePath();
        path.fails = this.fails;
        this.paths.push(path);
        return path;
      },
      links: {
        acceptByHand: (wire) => {
          // A link with a stranger would be closed.
          expect(this.contacts.value.has(wire.peer)).to.equal(true);
          wire.listen({ open: () => {}, data: () => {}, bytes: () => {}, close: () => {} });
          this.wires.push(wire);
        },
      },
    });
  }

  get id(): PeerId {
    return this.identity.id;
  }

  get step() {
    return this.hand.step.value;
  }

  get path(): FakePath {
    return this.paths.at(-1)!;
  }

  /** What is on the screen, as soon as it is there. */
  async slip(): Promise<string> {
    while (this.step.kind === 'preparing') await new Promise((resolve) => setTimeout(resolve));
    if (!('slip' in this.step)) throw new Error(`nothing to show: ${this.step.kind}`);
    return this.step.slip;
  }

  async offer(): Promise<string> {
    await this.hand.offer();
    return this.slip();
  }

  async answer(offer: string): Promise<string> {
    expect(await this.hand.read(offer)).to.equal(null);
    return this.slip();
  }

  hello(name: string | null): void {
    this.path.made!.events!.data(JSON.stringify({ type: 'hello', version: 1, name }));
  }

  #keep(peer: PeerId, change: Partial<Kept>): Promise<void> {
    const before = this.contacts.value.get(peer) ?? { name: '', blocked: false, keys: null };
    this.contacts.update((all) => new Map(all).set(peer, { ...before, ...change }));
    return Promise.resolve();
  }
}

describe('connecting by hand', () => {
  let ana: Person;
  let ben: Person;
  let eve: Person;
  beforeEach(async () => {
    [ana, ben, eve] = (await Promise.all([1, 2, 3].map(() => createIdentity()))).map(
      (identity) => new Person(identity),
    ) as [Person, Person, Person];
  });

  it('makes a link of an offer and an answer, and strangers contacts with their keys', async () => {
    const answer = await ben.answer(await ana.offer());
    expect(ben.step).to.include({ kind: 'answering', peer: ana.id });
    expect(await ana.hand.read(answer)).to.equal(null);
    expect(ana.step).to.deep.equal({ kind: 'connecting', peer: ben.id });
    expect(ana.path.taken).to.deep.equal(publishedEndpoint);
    ana.path.open();
    ben.path.open();
    ana.hello('Ben');
    ben.hello('Ana');
    expect(ana.step).to.deep.equal({ kind: 'connected', peer: ben.id, name: 'Ben', fresh: true });
    expect(ben.step).to.deep.equal({ kind: 'connected', peer: ana.id, name: 'Ana', fresh: true });
    for (const [one, other, name] of [
      [ana, ben, 'Ben'],
      [ben, ana, 'Ana'],
    ] as const) {
      expect(one.wires.map(({ peer }) => peer)).to.deep.equal([other.id]);
      const keys = other.identity.publicKeys;
      expect(one.contacts.value.get(other.id)).to.deep.equal({ name, blocked: false, keys });
      one.clock.pass(60 * minute);
      one.hand.close();
      expect(one.path.isClosed).to.equal(false);
    }
  });

  it('takes the name that is said first: whoever was met is renamed, blocked or removed as one likes', async () => {
    await ben.answer(await ana.offer());
    ben.path.open();
    ben.hello('Ana');
    const blocked = { name: 'That one', blocked: true, keys: null };
    ben.contacts.set(new Map([[ana.id, blocked]]));
    ben.hello('Ana');
    expect(ben.contacts.value.get(ana.id)).to.equal(blocked);
  });

  it('leaves a contact the name it has', async () => {
    ben.contacts.set(new Map([[ana.id, { name: 'My Ana', blocked: false, keys: null }]]));
    await ben.answer(await ana.offer());
    ben.path.open();
    ben.hello('Somebody');
    expect(ben.step).to.include({ kind: 'connected', fresh: false });
    expect(ben.contacts.value.get(ana.id)).to.include({ name: 'My Ana' });
  });

  it('takes an answer to this offer only, and once', async () => {
    const toAnother = await eve.answer(await ana.offer());
    ana.clock.pass(1);
    await ana.offer();
    expect(ana.paths[0]!.isClosed).to.equal(true);
    expect(await ana.hand.read(toAnother)).to.equal('other-offer');
    expect(ana.step.kind).to.equal('offering');
    const answer = await ben.answer(await ana.slip());
    expect(await eve.hand.read(answer)).to.equal('answer-unasked');
    expect(await ana.hand.read(answer)).to.equal(null);
    expect(await ana.hand.read(answer)).to.equal('answer-unasked');
  });

  it('says what is wrong with what it reads, and goes on', async () => {
    const offer = await ana.offer();
    expect(await ana.hand.read(offer)).to.equal('own');
    expect(await ana.hand.read('hello')).to.equal('foreign');
    expect(await ana.hand.read(offer.slice(0, -9))).to.equal('damaged');
    expect(ana.step.kind).to.equal('offering');
    ben.contacts.set(new Map([[ana.id, { name: 'Ana', blocked: true, keys: null }]]));
    expect(await ben.hand.read(offer)).to.equal('blocked');
    expect(ben.step.kind).to.equal('idle');
    expect(ben.paths).to.have.length(0);
  });

  it('refuses an offer of another time', async () => {
    const offer = await ana.offer();
    ben.clock.pass(10 * minute + 1);
    expect(await ben.hand.read(offer)).to.equal('stale');
    ana.clock.pass(40 * minute);
    expect(await ben.hand.read(await ana.offer())).to.equal('stale');
    expect(ben.paths).to.have.length(0);
  });

  it('answers who shows an offer too', async () => {
    await ben.offer();
    const answer = await ben.answer(await ana.offer());
    expect(ben.paths[0]!.isClosed).to.equal(true);
    expect(await ana.hand.read(answer)).to.equal(null);
  });

  it('gives up after ten minutes, and after 20 s in which nothing got through', async () => {
    const answer = await ben.answer(await ana.offer());
    ben.clock.pass(10 * minute);
    expect(ben.step).to.deep.equal({ kind: 'failed', why: 'expired' });
    expect(ben.path.isClosed).to.equal(true);
    await ana.hand.read(answer);
    ana.clock.pass(20_000);
    expect(ana.step).to.deep.equal({ kind: 'failed', why: 'unreachable' });
    ana.path.open();
    expect(ana.wires).to.have.length(0);
  });

  it('says when this phone has no address', async () => {
    ana.fails = ben.fails = true;
    await ana.hand.offer();
    expect(ana.step).to.deep.equal({ kind: 'failed', why: 'no-network' });
    ana.fails = false;
    await ben.hand.read(await ana.offer());
    while (ben.step.kind === 'preparing') await new Promise((resolve) => setTimeout(resolve));
    expect(ben.step).to.deep.equal({ kind: 'failed', why: 'no-network' });
  });

  it('lets go of what was begun when it is closed', async () => {
    const offer = ana.hand.offer();
    ana.hand.close();
    await offer;
    expect(ana.step).to.deep.equal({ kind: 'idle' });
    expect(ana.path.isClosed).to.equal(true);
    ana.clock.pass(60 * minute);
    expect(ana.step).to.deep.equal({ kind: 'idle' });
  });
});
