import { expect } from '@esm-bundle/chai';
import fc from 'fast-check';
import { createIdentity, type Identity } from '../../../web/identity/identity.ts';
import { peerIdOf, type PeerId } from '../../../web/identity/peer-id.ts';
import { Sealing } from '../../../web/identity/sealing.ts';
import { ownerOf } from '../../../web/identity/signing.ts';
import { fromBase64Url, toBase64Url } from '../../../web/lib/base64.ts';
import { KeyBook } from '../../../web/links/key-book.ts';
import { readLetter, writeLetter, type Content } from '../../../web/links/letter.ts';
import { Letters } from '../../../web/links/letters.ts';
import { newCallId } from '../../../web/links/messages.ts';
import type { Way } from '../../../web/links/friends.ts';
import type { Envelope } from '../../../web/links/signals.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { rfcIdentity } from '../identity/rfc-identity.ts';

const minute = 60_000;
const end = (): Content => ({ type: 'end', call: newCallId() });

/** Somebody who writes and reads, with all that becomes of it. */
class Person {
  readonly letters: Letters;
  readonly reports: string[] = [];
  readonly forged: PeerId[] = [];
  readonly read: Content[] = [];
  /** Draws what changed. */
  draw = () => {};
  readonly contacts = new Set<PeerId>();
  readonly known = new Map<PeerId, Uint8Array<ArrayBuffer>>();
  readonly keys = new KeyBook({
    keysOf: (peer) => this.known.get(peer) ?? null,
    keepKeys: () => Promise.resolve(),
  });

  constructor(
    readonly identity: Identity,
    clock: FakeClock,
    note: { value: unknown } = { value: null },
  ) {
    this.letters = new Letters({
      identity,
      keys: this.keys,
      clock,
      report: (what) => this.reports.push(what),
      noted: {
        read: () => structuredClone(note.value),
        write: (value) => (note.value = structuredClone(value)),
      },
      isContact: (peer) => this.contacts.has(peer),
      whenDrawn: (task) => (this.draw = task),
      forged: (from) => this.forged.push(from),
    });
  }

  get id(): PeerId {
    return this.identity.id;
  }

  /** The envelope in which a letter leaves. */
  write(to: Person, content: Content): Promise<Envelope> {
    return new Promise((resolve) => {
      this.letters.send(to.id, content, { link: () => false, broker: resolve });
    });
  }

  /** Gives a letter in the name of `from`; resolves when it is read or dropped. */
  async take(from: Person, envelope: Envelope, by: Way = 'broker'): Promise<void> {
    const before = this.read.length + this.reports.length;
    this.letters.receive(from.id, envelope, by, (content) => this.read.push(content));
    while (this.read.length + this.reports.length === before) {
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
}

describe('letters', () => {
  let clock: FakeClock;
  let ana: Person;
  let ben: Person;
  let eve: Person;
  beforeEach(async () => {
    clock = new FakeClock();
    const identities = await Promise.all([createIdentity(), createIdentity(), createIdentity()]);
    [ana, ben, eve] = identities.map((identity) => new Person(identity, clock)) as [
      Person,
      Person,
      Person,
    ];
  });

  it('of somebody unknown are signed, and sealed as soon as both wrote', async () => {
    const [hello, answer, more] = [end(), end(), end()];
    const first = await ana.write(ben, hello);
    expect(first).to.have.property('open');
    await ben.take(ana, first);
    const second = await ben.write(ana, answer);
    expect(second, 'Ben has Ana’s keys from her letter').to.have.property('sealed');
    await ana.take(ben, second);
    const third = await ana.write(ben, more);
    expect(third).to.have.property('sealed');
    await ben.take(ana, third);
    expect(ben.read).to.deep.equal([hello, more]);
    expect(ana.read).to.deep.equal([answer]);
  });

  it('say nothing to others once they are sealed', async () => {
    ana.known.set(ben.id, ben.identity.publicKeys);
    const envelope = await ana.write(ben, end());
    const info = new TextEncoder().encode(`tincan seal 3\n${ana.id}\n${ben.id}`);
    const bytes = fromBase64Url('sealed' in envelope ? envelope.sealed : '')!;
    expect(await new Sealing(eve.identity).unseal(info, bytes)).to.equal(null);
    expect(await new Sealing(ben.identity).unseal(new Uint8Array(1), bytes)).to.equal(null);
    expect(await new Sealing(ben.identity).unseal(info, bytes)).to.be.instanceOf(Uint8Array);
  });

  it('leave open where the keys that were kept are not those of the ID', async () => {
    ana.known.set(ben.id, eve.identity.publicKeys);
    expect(await ana.write(ben, end())).to.have.property('open');
  });

  it('are read once, and only in the minutes around their time', async () => {
    const letter = await ana.write(ben, end());
    await ben.take(ana, letter);
    await ben.take(ana, letter);
    expect(ben.read).to.have.length(1);
    expect(ben.reports).to.deep.equal(['dropped a letter that was read before, or kept back']);
    const late = await ana.write(ben, end());
    clock.pass(2 * minute + 1);
    await ben.take(ana, late);
    expect(ben.reports[1]).to.equal('dropped a letter of another time');
    expect(ben.forged, 'a late letter is no forgery').to.deep.equal([]);
  });

  it('are read once by this page and the next one, whatever was noted in between', async () => {
    const note: { value: unknown } = { value: 'none of ours' };
    const first = new Person(ben.identity, clock, note);
    const [letter, other] = [await ana.write(ben, end()), await ana.write(ben, end())];
    await first.take(ana, letter);
    expect(first.read).to.have.length(1);
    first.letters.hurry();
    const second = new Person(ben.identity, clock, note);
    await second.take(ana, letter);
    expect(second.reports).to.deep.equal(['dropped a letter that was read before, or kept back']);
    await second.take(ana, other);
    expect(second.read).to.have.length(1);
    clock.pass(1_000);
    const third = new Person(ben.identity, clock, note);
    for (const each of [letter, other]) await third.take(ana, each);
    expect(third.read).to.have.length(0);
    // What can’t be read any more is not noted any longer.
    clock.pass(2 * minute + 1);
    await third.take(ana, await ana.write(ben, end()));
    clock.pass(1_000);
    expect(note.value).to.have.length(1);
  });

  it('are read over the link of their sender whatever the clocks say, and once', async () => {
    const letter = await ana.write(ben, end());
    clock.pass(5 * minute);
    await ben.take(ana, letter);
    expect(ben.reports).to.deep.equal(['dropped a letter of another time']);
    await ben.take(ana, letter, 'link');
    await ben.take(ana, letter, 'link');
    expect(ben.read).to.have.length(1);
    expect(ben.reports[1]).to.equal('dropped a letter that was read before, or kept back');
  });

  it('that were kept back until later ones were read are not read any more', async () => {
    const [kept, overtaken] = [end(), end()].map((content) => ana.write(ben, content));
    await Promise.all([kept, overtaken]);
    clock.pass(2_000);
    const next = end();
    await ben.take(ana, await ana.write(ben, next));
    // Two routes differ by so much.
    await ben.take(ana, await overtaken!);
    clock.pass(2_000);
    const last = end();
    await ben.take(ana, await ana.write(ben, last));
    await ben.take(ana, await kept!);
    expect(ben.read).to.have.length(3);
    expect(ben.reports).to.deep.equal(['dropped a letter that was read before, or kept back']);
    expect(ben.forged).to.deep.equal([]);
  });

  it('of a clock that was fast are read, and so are those after it was set back', async () => {
    const early = new FakeClock();
    early.pass(minute);
    const fast = new Person(ana.identity, early);
    await ben.take(fast, await fast.write(ben, end()));
    const far = new FakeClock();
    far.pass(60 * minute);
    const faster = new Person(ana.identity, far);
    await ben.take(faster, await faster.write(ben, end()), 'link');
    await ben.take(ana, await ana.write(ben, end()));
    expect(ben.reports).to.deep.equal([]);
    expect(ben.read).to.have.length(3);
  });

  it('that say that a call is given up are read after what was written since it began to ring', async () => {
    const cancel: Content = { type: 'cancel', call: newCallId() };
    ana.letters.prepare(ben.id, cancel);
    await ana.write(ben, end());
    clock.pass(20_000);
    // As where the browser finds one more way for the call.
    await ben.take(ana, await ana.write(ben, end()), 'link');
    ana.letters.hurry();
    const written = await ana.write(ben, cancel);
    await ben.take(ana, written);
    await ben.take(ana, written);
    expect(ben.read.filter(({ type }) => type === 'cancel')).to.deep.equal([cancel]);
  });

  it('that Eve writes in the name of Ana are forged', async () => {
    await ben.take(ana, await eve.write(ben, end()));
    expect(ben.forged).to.deep.equal([ana.id]);
    eve.known.set(ben.id, ben.identity.publicKeys);
    await ben.take(ana, await eve.write(ben, end()));
    expect(ben.forged).to.deep.equal([ana.id, ana.id]);
    expect(ben.read).to.deep.equal([]);
    ben.known.set(ana.id, ana.identity.publicKeys);
    expect(ben.keys.keysOf(ana.id), 'and teach nobody a key').to.equal(ana.identity.publicKeys);
  });

  it('to somebody else are forged', async () => {
    await ben.take(ana, await ana.write(eve, end()));
    expect(ben.forged).to.deep.equal([ana.id]);
    expect(ben.read).to.deep.equal([]);
  });

  for (const how of ['open', 'sealed'] as const) {
    it(`are forged if a bit was changed on the way, ${how}`, async () => {
      if (how === 'sealed') ana.known.set(ben.id, ben.identity.publicKeys);
      const envelope = await ana.write(ben, end());
      const bytes = fromBase64Url((envelope as Record<string, unknown>)[how] as string)!;
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
          const changed = bytes.slice();
          changed[at]! ^= 1 << bit;
          const before = ben.forged.length;
          await ben.take(ana, { tincan: 3, [how]: toBase64Url(changed) } as Envelope);
          expect(ben.forged).to.have.length(before + 1);
        }),
        { numRuns: 120 },
      );
      expect(ben.read).to.deep.equal([]);
    });
  }

  it('of any bytes throw nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.boolean(),
        async (bytes, open) => {
          const text = toBase64Url(bytes);
          await ben.take(ana, open ? { tincan: 3, open: text } : { tincan: 3, sealed: text });
        },
      ),
      { numRuns: 200 },
    );
    expect(ben.read).to.deep.equal([]);
  });

  it('that are signed, but say nothing known, are dropped without alarm', async () => {
    const strange = { type: 'dance', call: 'x' } as unknown as Content;
    await ben.take(ana, await ana.write(ben, strange));
    expect(ben.reports).to.deep.equal(['dropped a malformed letter']);
    expect(ben.forged).to.deep.equal([]);
  });

  it('to somebody with a key that is none are not written, and that is no error', async () => {
    const publicKeys = ben.identity.publicKeys.slice();
    publicKeys.fill(0, 32);
    const id = await peerIdOf(publicKeys);
    ana.known.set(id, publicKeys);
    ana.letters.send(id, end(), { link: () => false, broker: () => expect.fail('it left') });
    while (ana.reports.length === 0) await new Promise((resolve) => setTimeout(resolve));
    expect(ana.reports).to.deep.equal(['dropped a letter to somebody whose keys can’t be used']);
  });

  it('keep their order', async () => {
    const contents = Array.from({ length: 30 }, end);
    const arrived: Content[] = [];
    ana.known.set(ben.id, ben.identity.publicKeys);
    await new Promise<void>((resolve) => {
      for (const content of contents) {
        ana.letters.send(ben.id, content, {
          link: () => false,
          broker: (envelope) => {
            ben.letters.receive(ana.id, envelope, 'broker', (read) => {
              if (arrived.push(read) === contents.length) resolve();
            });
          },
        });
      }
    });
    expect(arrived).to.deep.equal(contents);
  });

  it('written ahead leave at once, and once', async () => {
    const content = end();
    ana.letters.prepare(ben.id, content);
    // Whatever is sent after it leaves after it was written.
    await ana.write(ben, end());
    await new Promise((resolve) => setTimeout(resolve));
    let left: Envelope | null = null;
    ana.letters.send(ben.id, content, {
      link: () => false,
      broker: (envelope) => (left = envelope),
    });
    expect(left).not.to.equal(null);
    await ben.take(ana, left!);
    await ben.take(ana, await ana.write(ben, content));
    expect(ben.read).to.deep.equal([content, content]);
  });

  it('written ahead are written anew where others were written since', async () => {
    const content = end();
    ana.letters.prepare(ben.id, content);
    await ana.write(ben, end());
    clock.pass(10_000);
    await ben.take(ana, await ana.write(ben, end()));
    await ben.take(ana, await ana.write(ben, content));
    expect(ben.read.at(-1)).to.deep.equal(content);
  });

  it('written ahead leave before what waits when the page closes, sealed if they can be', async () => {
    const content = end();
    const leaves = () => {
      let left: Envelope | null = null;
      ana.letters.send(ben.id, content, {
        link: () => false,
        broker: (envelope) => (left = envelope),
      });
      return left as Envelope | null;
    };
    ana.letters.prepare(ben.id, content);
    await ana.write(ben, end());
    ana.keys.learn(ben.id, ben.identity.publicKeys);
    ana.letters.prepare(ben.id, content);
    await ana.write(ben, end());
    ana.letters.send(ben.id, end(), { link: () => false, broker: () => {} });
    ana.letters.hurry();
    expect(leaves()).to.have.property('sealed');
  });

  it('that come after a call are read when it is on the screen', async () => {
    const [before, after, others] = [end(), end(), end()];
    await ben.take(ana, await ana.write(ben, before));
    ben.letters.rest(ana.id);
    ben.letters.receive(ana.id, await ana.write(ben, after), 'broker', (content) =>
      ben.read.push(content),
    );
    await ben.take(eve, await eve.write(ben, others));
    expect(ben.read).to.deep.equal([before, others]);
    ben.draw();
    while (ben.read.length < 3) await new Promise((resolve) => setTimeout(resolve));
    expect(ben.read).to.deep.equal([before, others, after]);
  });

  it('of a flood are dropped, and those of others read', async () => {
    const letter = await eve.write(ben, end());
    for (let count = 0; count < 10_000; count++) {
      ben.letters.receive(eve.id, letter, 'broker', (content) => ben.read.push(content));
    }
    expect(
      ben.reports.filter((what) => what === 'too many letters wait to be read'),
    ).to.have.length(9_800);
    const content = end();
    await new Promise<void>((resolve) => {
      void ana.write(ben, content).then((envelope) =>
        ben.letters.receive(ana.id, envelope, 'broker', (read) => {
          expect(read).to.deep.equal(content);
          resolve();
        }),
      );
    });
  });
});

describe('the published letters', () => {
  const content = {
    type: 'ringing',
    call: 'AAECAwQFBgcICQoLDA0ODw',
    ring: 'EBESExQVFhcYGRobHB0eHw',
  };

  it('are read, and written, as published', async () => {
    const { open, sealed } = await published();
    const [alice, bob] = await Promise.all([rfcIdentity('alice'), rfcIdentity('bob')]);
    const letter = fromBase64Url(open)!;
    expect(await readLetter(letter, alice.id, bob.id, ownerOf)).to.deep.equal({
      publicKeys: alice.publicKeys,
      at: 1_800_000_000_000,
      nonce: 'AAECAwQFBgcICQoLDA0ODw',
      content,
    });
    const info = new TextEncoder().encode(`tincan seal 3\n${alice.id}\n${bob.id}`);
    expect(await new Sealing(bob).unseal(info, fromBase64Url(sealed)!)).to.deep.equal(letter);
    const again = await writeLetter(alice, bob.id, content as Content, 1_800_000_000_000);
    expect(again.slice(0, 64)).to.deep.equal(letter.slice(0, 64));
    expect(again.length).to.equal(letter.length);
  });
});

/** The two blocks of base64 in docs/protocol.md, “Letters”. */
async function published(): Promise<{ open: string; sealed: string }> {
  const text = await (await fetch('/docs/protocol.md')).text();
  const block = (name: string) =>
    new RegExp(`${name}:\\n\\n\`\`\`\\n([\\w\\n-]+)\`\`\``).exec(text)![1]!.replaceAll('\n', '');
  return { open: block('Open'), sealed: block('Sealed') };
}
