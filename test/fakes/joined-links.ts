import type { FileLinks } from '../../web/files/file-links.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import type { Bulk } from '../../web/links/line.ts';
import type { AsideEvents } from '../../web/links/links.ts';
import type { AsideMessage, ChatMessage, FileMessage } from '../../web/links/messages.ts';
import type { ChatLinks } from '../../web/messages/chat-links.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What is under way to one of the two, each way in its order. */
interface UnderWay {
  readonly said: AsideMessage[];
  readonly bytes: Bytes[];
}

/** Ways of one link; what travels on one does not wait for the other. */
export type Way = keyof UnderWay;

/** A line between two phones, on which the test lets pass what it wants. */
export class JoinedLinks {
  isLinked = false;
  /** Looks at the bytes that somebody gets, and may change them. */
  onBytes: (to: PeerId, bytes: Bytes) => Bytes = (_, bytes) => bytes;
  readonly #people: readonly [PeerId, PeerId];
  readonly #pages = new Map<PeerId, PageLinks>();
  #underWay = new Map<PeerId, UnderWay>();
  #drained: (() => void)[] = [];

  constructor(one: PeerId, other: PeerId) {
    this.#people = [one, other];
    this.#clear();
  }

  /** The links of a new page of somebody. */
  page(own: PeerId): PageLinks {
    const page = new PageLinks(this, own, this.otherOf(own));
    this.#pages.set(own, page);
    return page;
  }

  isPage(page: PageLinks): boolean {
    return this.#pages.get(page.own) === page;
  }

  otherOf(peer: PeerId): PeerId {
    const [one, other] = this.#people;
    return peer === one ? other : one;
  }

  link(): void {
    if (this.isLinked) return;
    this.isLinked = true;
    for (const page of this.#pages.values()) page.hello();
  }

  /** What is under way is lost. */
  cut(): void {
    this.isLinked = false;
    this.#clear();
  }

  give(to: PeerId, message: AsideMessage): void {
    this.#to(to).said.push(structuredClone(message));
  }

  /** The way for bytes of the link that is open now. */
  bulk(to: PeerId): Bulk {
    const ours = this.#to(to).bytes;
    const isOpen = () => this.isLinked && this.#to(to).bytes === ours;
    const waiting = () => ours.reduce((sum, { length }) => sum + length, 0);
    return {
      get waiting() {
        return waiting();
      },
      send(bytes) {
        if (isOpen()) ours.push(bytes.slice());
        return isOpen();
      },
      drained: (bytes) =>
        new Promise((resolve) => {
          const look = () => {
            if (!isOpen() || waiting() <= bytes) resolve();
            else this.#drained.push(look);
          };
          look();
        }),
    };
  }

  /** Lets one thing pass; false if there is none. */
  pass(to: PeerId, way: Way): boolean {
    if (way === 'said') {
      const message = this.#to(to).said.shift();
      if (message) this.#pages.get(to)?.said(message);
      return message !== undefined;
    }
    const bytes = this.#to(to).bytes.shift();
    if (bytes) this.#pages.get(to)?.came(this.onBytes(to, bytes));
    for (const look of this.#drained.splice(0)) look();
    return bytes !== undefined;
  }

  #to(peer: PeerId): UnderWay {
    const found = this.#underWay.get(peer);
    if (!found) throw new Error('Nobody of the two');
    return found;
  }

  #clear(): void {
    this.#underWay = new Map(this.#people.map((peer) => [peer, { said: [], bytes: [] }]));
    for (const look of this.#drained.splice(0)) look();
  }
}

/** The links of one page; dead as soon as there is another one. */
export class PageLinks implements FileLinks, ChatLinks {
  readonly own: PeerId;
  readonly other: PeerId;
  /** For whom something waits, by what. */
  readonly wanted = new Map<string, ReadonlySet<PeerId>>();
  busyWith: ReadonlySet<PeerId> = new Set();
  /** The link is there, but takes nothing: nobody was heard for a while. */
  isSilent = false;
  readonly #line: JoinedLinks;
  readonly #events: AsideEvents[] = [];

  constructor(line: JoinedLinks, own: PeerId, other: PeerId) {
    this.#line = line;
    this.own = own;
    this.other = other;
  }

  listenAside(events: AsideEvents): void {
    this.#events.push(events);
  }

  linked(): readonly PeerId[] {
    return this.#isOpen ? [this.other] : [];
  }

  sendAside(to: PeerId, message: FileMessage | ChatMessage): boolean {
    if (!this.#isOpen || to !== this.other) return false;
    this.#line.give(to, message);
    return true;
  }

  bulk(to: PeerId): Bulk | null {
    return this.#isOpen && to === this.other ? this.#line.bulk(to) : null;
  }

  want(what: string, peers: ReadonlySet<PeerId>): void {
    this.wanted.set(what, peers);
  }

  busy(peers: ReadonlySet<PeerId>): void {
    this.busyWith = peers;
  }

  renewUnused(): boolean {
    if (this.#line.isPage(this)) this.#line.cut();
    return true;
  }

  /** Somebody is heard again. */
  resume(): void {
    this.isSilent = false;
    for (const { resumed } of this.#events) resumed?.(this.other);
  }

  hello(): void {
    for (const { hello } of this.#events) hello?.(this.other);
  }

  said(message: AsideMessage, from = this.other): void {
    for (const each of this.#events) each.message(from, message);
  }

  came(bytes: Bytes, from = this.other): void {
    for (const each of this.#events) each.bytes?.(from, bytes.buffer);
  }

  get #isOpen(): boolean {
    return this.#line.isLinked && this.#line.isPage(this) && !this.isSilent;
  }
}
