import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { Admission } from './consent.ts';
import { Door } from './door.ts';
import type { Line, Wire } from './line.ts';
import type { Content } from './letter.ts';
import type { CallMessage, LinkMessage, PictureMessage } from './messages.ts';
import { PersonLink, type LinkHost, type LinkNeed, type LinkState } from './person-link.ts';
import type { Post } from './post.ts';
import type { BrokerMessage, Envelope, Signal } from './signals.ts';

/** An answer waits so long for a line that is just being made anew, in ms; later it is of no use. */
const worthSending = 5_000;
const mostUnsent = 100;

interface Unsent {
  readonly to: PeerId;
  readonly type: Signal['type'];
  readonly envelope: Envelope;
  readonly at: number;
}

/** What the links ask of the rest of the phone. */
export interface LinksOptions {
  readonly ownId: PeerId;
  readonly clock: Clock;
  readonly report: Report;
  readonly post: Post;
  admission(peer: PeerId): Admission;
  /** Whether letters of this peer are not even read. */
  isBlocked(peer: PeerId): boolean;
  greeting(): string | null;
}

/** Who hears what comes over links and envelopes. */
export interface LinksEvents {
  message(from: PeerId, message: CallMessage): void;
  /** A link opened; the name is a claim. */
  hello(from: PeerId, name: string | null): void;
  /** A link was made in the place of one that led nowhere; `states` tells of it next. */
  relinked(peer: PeerId): void;
  /** The broker says that nobody is there. */
  absent(peer: PeerId): void;
  /** The broker can be reached again. */
  online(): void;
}

/** Who hears of pictures. */
export interface PictureEvents {
  /** A link opened. */
  hello(from: PeerId): void;
  message(from: PeerId, message: PictureMessage): void;
}

/**
 * All links of this phone, and the choice of the route for each message: an
 * open link first, else the broker. DESIGN.md, “The one idea”.
 */
export class Links {
  readonly #line: Line;
  readonly #options: LinksOptions;
  readonly #door: Door;
  readonly #people = new Map<PeerId, PersonLink>();
  readonly #states = new Store<ReadonlyMap<PeerId, LinkState>>(new Map());
  #events: LinksEvents | null = null;
  #pictures: PictureEvents | null = null;
  #needs: ReadonlyMap<PeerId, LinkNeed> = new Map();
  /** Letters that found the line broken, and may leave when it is whole again. */
  #unsent: readonly Unsent[] = [];
  /** Connections whose signals went by the broker. */
  readonly #byBroker = new RecentMap<string, true>(100);
  #hurries = false;
  #closed = false;

  constructor(line: Line, options: LinksOptions) {
    this.#line = line;
    this.#options = options;
    this.#door = new Door((peer) => options.admission(peer), options.clock);
    line.listen({
      broker: (message) => this.#fromBroker(message),
      outgoing: (to, signal) => this.#carry(to, signal),
      wire: (wire) => this.#accept(wire),
      reaches: (peer) => this.#reaches(peer),
    });
    line.status.subscribe((status) => {
      if (status.kind === 'online') this.#online();
    });
  }

  /** The state of each link there is. */
  get states(): Readable<ReadonlyMap<PeerId, LinkState>> {
    return this.#states;
  }

  listen(events: LinksEvents): void {
    this.#events = events;
  }

  listenForPictures(events: PictureEvents): void {
    this.#pictures = events;
  }

  /** Sends over the link, never through the broker; false if it is not open. */
  sendPicture(to: PeerId, message: PictureMessage): boolean {
    return this.#people.get(to)?.send(message) ?? false;
  }

  /** Sends by the shortest path that is open; false if there is none now. */
  send(to: PeerId, message: CallMessage): boolean {
    const isSent = this.#people.get(to)?.send(message) ?? false;
    if (isSent && !this.#hurries) return true;
    const isOnline = this.#line.status.value.kind === 'online';
    // What was told late would ring for a caller who is gone; all else may wait for the line.
    if (!isOnline && message.type === 'invite') return false;
    this.#options.post.send(to, message, {
      // A link that opened meanwhile is the shorter path.
      link: () => !isSent && (this.#people.get(to)?.send(message) ?? false),
      broker: (envelope) => this.#transmit(to, 'CANDIDATE', envelope),
    });
    return isSent || isOnline;
  }

  /**
   * The page closes. It takes its links with it, often before anything has left by them: what is said
   * from now on goes by the broker as well.
   */
  hurry(): void {
    this.#hurries = true;
    this.#options.post.hurry();
  }

  /** Makes it possible to send this without delay, as a page that closes has to. */
  prepare(to: PeerId, message: CallMessage): void {
    this.#options.post.prepare(to, message);
  }

  /** Says which links calls need from now on. A link nobody needs stays open for contacts only. */
  need(needs: ReadonlyMap<PeerId, LinkNeed>): void {
    this.#needs = needs;
    for (const [peer, need] of needs) this.#person(peer).need(need);
    for (const [peer, link] of this.#people) {
      if (needs.has(peer)) continue;
      link.need(null);
      if (this.#options.admission(peer) !== 'pass') link.close();
      if (link.state === 'closed') this.#people.delete(peer);
    }
  }

  /** Contacts or settings changed: links that would not be let in now are closed. */
  review(): void {
    this.need(this.#needs);
  }

  /** Lets in what was held for somebody whom the user accepted. */
  admit(peer: PeerId): void {
    for (const signal of this.#door.release(peer)) this.#deliver(peer, signal);
  }

  /** Makes a new link in the place of one that brings no answer. */
  renew(peer: PeerId): void {
    this.#people.get(peer)?.renew();
  }

  /** Throws away what was held. */
  refuse(peer: PeerId): void {
    this.#door.release(peer);
  }

  close(): void {
    this.#closed = true;
    for (const link of this.#people.values()) link.close();
    this.#people.clear();
  }

  #online(): void {
    this.#sendUnsent();
    for (const link of this.#people.values()) link.retryNow();
    this.#events?.online();
  }

  #person(peer: PeerId): PersonLink {
    let link = this.#people.get(peer);
    if (!link) {
      link = new PersonLink(peer, this.#host);
      this.#people.set(peer, link);
    }
    return link;
  }

  get #host(): LinkHost {
    const { ownId, clock, report, greeting } = this.#options;
    return {
      ownId,
      clock,
      report,
      greeting,
      connect: (to) => this.#line.connect(to),
      relinked: (peer) => this.#events?.relinked(peer),
      doubt: () => this.#line.doubt(),
      message: (from, message) => this.#fromLink(from, message),
      changed: () => this.#publish(),
    };
  }

  #publish(): void {
    this.#states.set(new Map([...this.#people].map(([peer, link]) => [peer, link.state])));
  }

  #carry(to: PeerId, signal: Signal): void {
    const { connectionId } = signal.payload;
    this.#options.post.send(to, signal, {
      link: (letter) => {
        // A link that has just opened is faster than the broker, by which the offer went.
        if (signal.type === 'CANDIDATE' && this.#byBroker.get(connectionId)) return false;
        return this.#people.get(to)?.send({ type: 'letter', letter }) ?? false;
      },
      broker: (envelope) => {
        this.#byBroker.set(connectionId, true);
        this.#transmit(to, signal.type, envelope);
      },
    });
  }

  /** Whether a signal to this peer would leave now. */
  #reaches(peer: PeerId): boolean {
    return this.#line.status.value.kind === 'online' || this.#people.get(peer)?.state === 'open';
  }

  #transmit(to: PeerId, type: Signal['type'], envelope: Envelope): void {
    if (this.#line.transmit(to, type, envelope)) return;
    const at = this.#options.clock.now();
    this.#unsent = [...this.#unsent.slice(1 - mostUnsent), { to, type, envelope, at }];
  }

  #sendUnsent(): void {
    const unsent = this.#unsent;
    this.#unsent = [];
    const now = this.#options.clock.now();
    for (const { to, type, envelope, at } of unsent) {
      if (now - at < worthSending) this.#line.transmit(to, type, envelope);
    }
  }

  #fromBroker(message: BrokerMessage): void {
    if (message.kind === 'letter') this.#receive(message.from, message.envelope);
    else if (message.kind === 'expire') {
      this.#people.get(message.from)?.absent();
      this.#events?.absent(message.from);
    }
  }

  #receive(from: PeerId, envelope: Envelope): void {
    if (this.#options.isBlocked(from)) return;
    this.#options.post.receive(from, envelope, (content) => this.#read(from, content));
  }

  #read(from: PeerId, content: Content): void {
    if (this.#closed) return;
    if (isSignal(content)) this.#arrive(from, content);
    else this.#events?.message(from, content);
  }

  #fromLink(from: PeerId, message: LinkMessage): void {
    switch (message.type) {
      case 'hello':
        this.#events?.hello(from, message.name);
        return this.#pictures?.hello(from);
      case 'look':
      case 'picture':
        return this.#pictures?.message(from, message);
      case 'beat':
        return;
      case 'letter':
        return this.#receive(from, message.letter);
      default:
        this.#events?.message(from, message);
    }
  }

  #arrive(from: PeerId, signal: Signal): void {
    const verdict = this.#door.arrive(from, signal);
    if (verdict === 'pass') this.#deliver(from, signal);
    else if (verdict === 'drop') this.#options.report('dropped a signal at the door');
  }

  #deliver(from: PeerId, signal: Signal): void {
    if (signal.type === 'OFFER' && signal.payload.type === 'data') {
      if (!this.#person(from).mayOffer()) return;
    }
    this.#line.deliver(from, signal);
  }

  #accept(wire: Wire): void {
    const link = this.#person(wire.peer);
    link.accept(wire);
    link.need(this.#needs.get(wire.peer) ?? null);
  }
}

function isSignal(content: Content): content is Signal {
  return content.type === 'OFFER' || content.type === 'ANSWER' || content.type === 'CANDIDATE';
}
