import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { Sealing } from '../identity/sealing.ts';
import { ownerOf, type Owner } from '../identity/signing.ts';
import { fromBase64Url, toBase64Url } from '../lib/base64.ts';
import { utf8 } from '../lib/bytes.ts';
import type { Clock } from '../lib/clock.ts';
import { InOrder } from '../lib/in-order.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Note } from '../lib/note.ts';
import type { Report } from '../lib/report.ts';
import type { KeyBook } from './key-book.ts';
import { readLetter, writeLetter, type BadLetter, type Content, type Letter } from './letter.ts';
import type { Way } from './friends.ts';
import type { Carriers, Post } from './post.ts';
import { parseReadLetters, Seen } from './seen.ts';
import type { Envelope } from './signals.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Letters of one person that wait to be read, or written; more are a flood. */
const mostWaiting = 200;
/** So many owners of keys are remembered; others are made out anew. */
const mostOwners = 64;
/** A letter written ahead is good for so long, in ms: one that is older may have been overtaken (`Seen`). */
const readyFor = 1_000;
/** A page that closes has no other. */
const readyInHurryFor = 60_000;
/** What was read is noted for the next page so much later, all at once; in ms. */
const notedAfter = 250;

/** What the letters ask of the rest of the phone. */
export interface LettersOptions {
  readonly identity: Identity;
  readonly keys: KeyBook;
  readonly clock: Clock;
  readonly report: Report;
  /** What was read in these minutes: nobody can repeat it to the next page. */
  readonly noted: Note;
  isContact(peer: PeerId): boolean;
  /** Does this once what changed is on the screen. */
  whenDrawn(task: () => void): void;
  /** Something came in the name of `from` that somebody else made or changed. */
  forged(from: PeerId): void;
}

interface Ready {
  readonly envelope: Envelope;
  readonly at: number;
}

/**
 * Signs every letter, and seals those to people whose keys are known; reads only what is signed by
 * its sender, for this phone, in these minutes, and for the first time.
 */
export class Letters implements Post {
  readonly #options: LettersOptions;
  readonly #out = new InOrder<PeerId>(mostWaiting);
  readonly #in = new InOrder<PeerId>(mostWaiting);
  readonly #sealing: Sealing;
  readonly #owners = new RecentMap<string, Promise<Owner>>(mostOwners);
  readonly #seen: Seen;
  readonly #ready = new RecentMap<string, Ready>(32);
  #hurries = false;
  #notes = false;

  constructor(options: LettersOptions) {
    this.#options = options;
    this.#sealing = new Sealing(options.identity);
    this.#seen = new Seen(
      (peer) => options.isContact(peer),
      options.clock.now(),
      parseReadLetters(options.noted.read()),
    );
  }

  send(to: PeerId, content: Content, carriers: Carriers): void {
    const ready = this.#readyFor(to, content);
    if (ready && (this.#hurries || this.#out.isIdle(to))) {
      this.#ready.delete(nameOf(to, content));
      carriers.broker(ready);
      return;
    }
    const waits = this.#out.run(to, async () => {
      const letter = await this.#write(to, content);
      if (carriers.link(plain(letter))) return;
      const envelope = await this.#enclose(to, letter);
      if (envelope) carriers.broker(envelope);
    });
    if (!waits) this.#options.report('too many letters wait to be sent');
  }

  hurry(): void {
    this.#hurries = true;
    this.#note();
  }

  prepare(to: PeerId, content: Content): void {
    if (this.#readyFor(to, content)) return;
    this.#out.run(to, async () => {
      const envelope = await this.#enclose(to, await this.#write(to, content));
      if (!envelope) return;
      this.#ready.set(nameOf(to, content), { envelope, at: this.#options.clock.now() });
    });
  }

  rest(from: PeerId): void {
    this.#in.run(from, () => new Promise((resolve) => this.#options.whenDrawn(resolve)));
  }

  receive(from: PeerId, envelope: Envelope, by: Way, take: (content: Content) => void): void {
    const waits = this.#in.run(from, async () => {
      const content = await this.#read(from, envelope, by);
      if (content) take(content);
    });
    if (!waits) this.#options.report('too many letters wait to be read');
  }

  #write(to: PeerId, content: Content): Promise<Bytes> {
    const { identity, clock } = this.#options;
    return writeLetter(identity, to, content, clock.now());
  }

  /** Null where nothing can be sealed: keys make an ID that are none for a key agreement. */
  async #enclose(to: PeerId, letter: Bytes): Promise<Envelope | null> {
    const { identity, report } = this.#options;
    const keys = this.#options.keys.keysOf(to);
    // Keys from the disk may be spoilt; sealed with them, nobody could read it.
    if (keys === null || (await this.#ownerOf(keys)).id !== to) return plain(letter);
    const sealed = await this.#sealing.seal(keys, sealInfo(identity.id, to), letter);
    if (sealed) return { tincan: 3, sealed: toBase64Url(sealed) };
    report('dropped a letter to somebody whose keys can’t be used');
    return null;
  }

  async #read(from: PeerId, envelope: Envelope, by: Way): Promise<Content | null> {
    const { keys, clock, report, forged } = this.#options;
    const bytes = await this.#disclose(from, envelope);
    const letter = bytes ? await this.#letterIn(bytes, from) : 'forged';
    const now = clock.now();
    if (letter === 'forged') forged(from);
    if (typeof letter === 'string') {
      report(`dropped a ${letter} letter`);
    } else if (by !== 'link' && !this.#seen.isFresh(letter.at, now)) {
      report('dropped a letter of another time');
    } else if (!this.#seen.isNew(from, letter.nonce, letter.at, now, mayBeLate(letter.content))) {
      report('dropped a letter that was read before, or kept back');
    } else {
      keys.learn(from, letter.publicKeys);
      this.#noteSoon();
      return letter.content;
    }
    return null;
  }

  #noteSoon(): void {
    if (this.#notes) return;
    this.#notes = true;
    this.#options.clock.after(notedAfter, () => this.#note());
  }

  #note(): void {
    if (!this.#notes) return;
    this.#notes = false;
    const { noted, clock } = this.#options;
    noted.write(this.#seen.recent(clock.now()));
  }

  #letterIn(bytes: Bytes, from: PeerId): Promise<Letter | BadLetter> {
    return readLetter(bytes, from, this.#options.identity.id, (keys) => this.#ownerOf(keys));
  }

  /** Each letter brings the keys of its sender, mostly the same ones. */
  #ownerOf(publicKeys: Bytes): Promise<Owner> {
    return this.#owners.kept(toBase64Url(publicKeys), () => ownerOf(publicKeys));
  }

  async #disclose(from: PeerId, envelope: Envelope): Promise<Bytes | null> {
    if ('open' in envelope) return fromBase64Url(envelope.open);
    const { identity } = this.#options;
    const sealed = fromBase64Url(envelope.sealed);
    return sealed && this.#sealing.unseal(sealInfo(from, identity.id), sealed);
  }

  /** A letter written ahead, unless it is too old or would be sealed by now. */
  #readyFor(to: PeerId, content: Content): Envelope | null {
    const { clock, keys } = this.#options;
    const ready = this.#ready.get(nameOf(to, content));
    const goodFor = this.#hurries ? readyInHurryFor : readyFor;
    if (!ready || clock.now() - ready.at > goodFor) return null;
    const isOutdated = 'open' in ready.envelope && keys.keysOf(to) !== null;
    // A page that closes in the moment in which the keys came has no other.
    return isOutdated && !this.#hurries ? null : ready.envelope;
  }
}

/** A caller who closes the page says so by a letter written when it began to ring; it names one call. */
function mayBeLate({ type }: Content): boolean {
  return type === 'cancel';
}

function plain(letter: Bytes): Envelope {
  return { tincan: 3, open: toBase64Url(letter) };
}

function sealInfo(from: PeerId, to: PeerId): Bytes {
  return utf8(`tincan seal 3\n${from}\n${to}`);
}

function nameOf(to: PeerId, content: Content): string {
  return `${to} ${JSON.stringify(content)}`;
}
