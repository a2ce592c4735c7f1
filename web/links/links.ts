import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Late } from '../lib/late.ts';
import { EarlyCandidates } from './early.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import { BrokerMail, type Outgoing } from './broker-mail.ts';
import type { Admission, Circumstances } from './consent.ts';
import { Door } from './door.ts';
import type { Friends, Way } from './friends.ts';
import type { Bulk, Line, Wire } from './line.ts';
import type { Content } from './letter.ts';
import type { AsideMessage, CallMessage, LinkMessage, Said } from './messages.ts';
import type { OtherRoutes } from './other-routes.ts';
import { PersonLink, type LinkHost, type LinkNeed, type LinkState } from './person-link.ts';
import type { Post } from './post.ts';
import type { BrokerMessage, Envelope, Signal } from './signals.ts';
import { WantedPeers, type Waiting } from './wanted-peers.ts';

/** What was offered so short a time before the broker is back names addresses of the network that is; in ms. */
const ofThisNetwork = 700;
/** Each link is a peer connection of the browser. */
const mostLive = 32;

/** What the links ask of the rest of the phone. */
export interface LinksOptions {
  readonly ownId: PeerId;
  readonly clock: Clock;
  readonly report: Report;
  readonly post: Post;
  /** Loaded with the first letter to or from somebody of another server; `join` comes before its use. */
  readonly others: Late<OtherRoutes>;
  /** The other server at which to look for this peer; null if it is the own one. */
  home(peer: PeerId): Host | null;
  admission(peer: PeerId): Admission;
  /** Of somebody who is blocked letters are not even read. */
  standing(peer: PeerId): Circumstances['standing'];
  greeting(): string | null;
  /** The RTP time of the last sound of a call with this peer; null without any. */
  soundOf(peer: PeerId): number | null;
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
  /** An offer was not let in: there is no call with this person. */
  refused(peer: PeerId): void;
  /** The broker can be reached again. What was offered after `since`, in ms since 1970, has left once more. */
  online(since?: number): void;
}

/** Who hears what comes over links besides calls; each takes what it knows. */
export interface AsideEvents {
  /** A link opened. */
  hello?(from: PeerId): void;
  /** A link that had fallen silent is used again: what was kept back meanwhile can leave. */
  resumed?(peer: PeerId): void;
  /** The broker can be reached again. */
  online?(): void;
  message(from: PeerId, message: AsideMessage): void;
  /** Something came by the way for bytes. */
  bytes?(from: PeerId, bytes: ArrayBuffer): void;
}

/**
 * All links of this phone, and the choice of the route for each message: an
 * open link first, else a friend or a broker. docs/protocol.md, “Friends”.
 */
export class Links {
  readonly #line: Line;
  readonly #options: LinksOptions;
  readonly #door: Door;
  readonly #people = new Map<PeerId, PersonLink>();
  readonly #states = new Store<ReadonlyMap<PeerId, LinkState>>(new Map());
  #events: LinksEvents | null = null;
  readonly #asides: AsideEvents[] = [];
  #friends: Friends | null = null;
  readonly #wanted = new WantedPeers();
  readonly #mail: BrokerMail;
  /** Connections whose signals went by the broker. */
  readonly #byBroker = new RecentMap<string, true>(100);
  readonly #early = new EarlyCandidates();
  #hurries = false;
  #closed = false;

  constructor(line: Line, options: LinksOptions) {
    this.#line = line;
    this.#options = options;
    this.#mail = new BrokerMail(line, options.clock);
    this.#door = new Door((peer) => options.admission(peer), options.clock);
    line.listen({
      broker: (message) => this.#fromBroker(message),
      outgoing: (to, signal) => this.#carry(to, signal),
      wire: (wire) => this.accept(wire),
      crossed: (peer) => this.#people.get(peer)?.crossed(),
      reaches: (peer) => this.#reaches(peer),
    });
    line.status.subscribe((status) => {
      if (status.kind === 'online') this.#online(status.lostSince);
    });
  }

  /** The state of each link there is. */
  get states(): Readable<ReadonlyMap<PeerId, LinkState>> {
    return this.#states;
  }

  listen(events: LinksEvents): void {
    this.#events = events;
  }

  listenAside(events: AsideEvents): void {
    this.#asides.push(events);
  }

  /** Sends over the link, never through anybody else; false if it is not open. */
  sendAside(to: PeerId, message: AsideMessage): boolean {
    return this.#people.get(to)?.send(message) ?? false;
  }

  /** The way for bytes of an open link; null without one. */
  bulk(to: PeerId): Bulk | null {
    return this.#people.get(to)?.bulk ?? null;
  }

  /** Whose link is open, the one used last first. */
  linked(): readonly PeerId[] {
    const open = [...this.#people].filter(([, link]) => link.state === 'open');
    return open.sort(([, a], [, b]) => b.usedAt - a.usedAt).map(([peer]) => peer);
  }

  /** From now on letters may go by friends as well. */
  sendByFriends(friends: Friends): void {
    this.#friends = friends;
  }

  /** Sends by the shortest path that is open; false if there is none now. */
  send(to: PeerId, message: Said): boolean {
    const isSent = this.#people.get(to)?.send(message) ?? false;
    if (isSent && !this.#hurries) return true;
    const isInvite = message.type === 'invite';
    // Who dials anew asks anew: a friend may reach now whom it did not reach a moment ago.
    const byFriend = isInvite ? this.#friends?.mayAsk(to) : this.#friends?.mayReach(to);
    const leaves =
      (this.#isElsewhere(to) ? (this.#others?.reaches(to) ?? true) : this.#isOnline) ||
      (byFriend ?? false);
    // What was told late would ring for a caller who is gone; all else may wait for the line.
    if (!leaves && isInvite) return false;
    this.#options.post.send(to, message, {
      // A link that opened meanwhile is the shorter path.
      link: () => !isSent && (this.#people.get(to)?.send(message) ?? false),
      broker: (envelope) => this.#dispatch(to, 'CANDIDATE', envelope, isInvite),
    });
    return isSent || leaves;
  }

  /**
   * The page closes. It takes its links with it, often before anything has left by them: what is said
   * from now on goes by the broker as well.
   */
  hurry(): void {
    this.#hurries = true;
    this.#options.post.hurry();
  }

  /** Other brokers can be used from now on. */
  join(others: OtherRoutes): void {
    others.listen({
      broker: (message, host) => this.#fromBroker(message, host),
      online: () => this.#online(),
      absent: (peer) => this.#absent(peer),
      stays: (to, type, envelope) =>
        this.#mail.send({ to, type, envelope, at: this.#options.clock.now() }),
    });
  }

  /** Makes it possible to send this without delay, as a page that closes has to. */
  prepare(to: PeerId, message: CallMessage): void {
    this.#options.post.prepare(to, message);
  }

  /** Says which links calls need from now on. A link nobody needs stays open for contacts only. */
  need(needs: ReadonlyMap<PeerId, LinkNeed>): void {
    this.#wanted.call(needs);
    this.review();
  }

  /** With these people something travels that is no call: a link that is lost is made anew at once. */
  busy(peers: ReadonlySet<PeerId>): void {
    if (this.#wanted.busy(peers)) this.review();
  }

  /** Another device has the line of this identity: whoever is linked and in no call finds that one. */
  leaveIdle(): void {
    for (const link of this.#people.values()) if (link.isIdle) link.close();
  }

  /** Follows who is needed, contacts and settings: links that would not be let in now are closed. */
  review(): void {
    for (const peer of this.#wanted.needed) this.#person(peer).need(this.#wanted.needOf(peer));
    for (const [peer, link] of this.#people) {
      if (this.#wanted.needOf(peer) !== null) continue;
      link.need(null);
      if (this.#options.admission(peer) === 'pass') link.stay();
      else link.leave();
      if (link.state === 'closed') this.#people.delete(peer);
    }
    this.#keepBrokers();
  }

  /** Takes in a data connection that another phone has opened. */
  accept(wire: Wire): void {
    const link = this.#person(wire.peer);
    link.accept(wire);
    link.need(this.#wanted.needOf(wire.peer));
  }

  /** The same for one that was made by hand: as long as it is open, somebody wants it. */
  acceptByHand(wire: Wire): void {
    this.#wanted.byHand(wire);
    this.accept(wire);
  }

  /** Lets in what was held for somebody whom the user accepted. */
  admit(peer: PeerId): void {
    for (const signal of this.#door.release(peer)) this.#deliver(peer, signal);
  }

  /** Nothing comes back: looks whether the brokers are still within reach. */
  ask(): void {
    this.#line.ask();
    this.#others?.doubt();
  }

  /** Makes a new link in the place of one that brings no answer, unless that is the only way. */
  renew(peer: PeerId): void {
    if (this.#isOnline) this.#people.get(peer)?.renew();
  }

  /** The same for what is no call; false where a call needs the link, which would notice if it led nowhere. */
  renewUnused(peer: PeerId): boolean {
    if (this.#wanted.isCalled(peer)) return false;
    this.renew(peer);
    return true;
  }

  /** For these people something waits: each without a link is dialled once, by their broker too. */
  want(what: Waiting, peers: ReadonlySet<PeerId>): void {
    this.#wanted.wait(what, peers);
    // Who is not to be disturbed is within reach only for that.
    this.review();
    for (const peer of peers) if (this.#reaches(peer)) this.#person(peer).reach();
  }

  /** Whether something that the user wrote waits for this person, or the two were connected by hand. */
  isWanted(peer: PeerId): boolean {
    return this.#wanted.isWanted(peer);
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

  get #isOnline(): boolean {
    return this.#line.status.value.kind === 'online';
  }

  #online(lostSince?: number): void {
    const since = Math.max(lostSince ?? Infinity, this.#options.clock.now() - ofThisNetwork);
    this.#mail.repeat(since);
    for (const letter of this.#mail.takeUnsent()) this.#transmit(letter);
    for (const link of this.#people.values()) link.retryNow(since);
    this.#events?.online(since);
    for (const aside of this.#asides) aside.online?.();
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
    const { ownId, clock, report, greeting, soundOf } = this.#options;
    return {
      ownId,
      clock,
      report,
      greeting,
      soundOf,
      connect: (to) => this.#line.connect(to),
      relinked: (peer) => this.#events?.relinked(peer),
      resumed: (peer) => this.#asides.forEach((aside) => aside.resumed?.(peer)),
      doubt: () => {
        this.#line.doubt();
        this.#others?.doubt();
      },
      ask: () => this.ask(),
      message: (from, message) => {
        if (!this.#isBlocked(from)) this.#fromLink(from, message);
      },
      bytes: (from, bytes) => {
        if (!this.#isBlocked(from)) this.#asides.forEach((aside) => aside.bytes?.(from, bytes));
      },
      changed: () => this.#publish(),
    };
  }

  #publish(): void {
    this.#closeUnused();
    this.#states.set(new Map([...this.#people].map(([peer, link]) => [peer, link.state])));
    this.#keepBrokers();
  }

  get #others(): OtherRoutes | null {
    return this.#options.others.value;
  }

  /** Who is needed or wanted and has no link. */
  get #unlinked(): PeerId[] {
    return [...this.#wanted.all].filter((peer) => this.#people.get(peer)?.state !== 'open');
  }

  /** Who is needed and has no link has to be within reach of a broker. */
  #keepBrokers(): void {
    const { others, home } = this.#options;
    if (!this.#others && !this.#unlinked.some(home)) return;
    // Behind what was heard while they were loading: it says by which broker.
    others.use((routes) => routes.need(this.#unlinked));
  }

  /** Links that no call needs stay open, for the next one and for friends; the longest unused go first. */
  #closeUnused(): void {
    const live = [...this.#people.values()].filter((link) => link.state !== 'closed');
    if (live.length <= mostLive) return;
    const idle = live.filter((link) => link.isIdle).sort((a, b) => a.usedAt - b.usedAt);
    for (const link of idle.slice(0, live.length - mostLive)) link.close();
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
        this.#dispatch(to, signal.type, envelope, signal.type === 'OFFER');
      },
    });
  }

  /** Whether a signal to this peer would leave now. */
  #reaches(peer: PeerId): boolean {
    if (this.#people.get(peer)?.state === 'open') return true;
    // What is offered while a sign-on takes its time would cross with offers that wait there.
    const isOn = this.#isElsewhere(peer) ? (this.#others?.isOn(peer) ?? false) : this.#isOnline;
    return isOn || (this.#friends?.mayReach(peer) ?? false);
  }

  /** Of whom nothing is heard, by no way. */
  #isBlocked(peer: PeerId): boolean {
    return this.#options.standing(peer) === 'blocked';
  }

  #isElsewhere(peer: PeerId): boolean {
    return this.#others?.leadsTo(peer) ?? this.#options.home(peer) !== null;
  }

  /** By a friend or a broker: the link was not open when the letter was written. */
  #dispatch(to: PeerId, type: Signal['type'], envelope: Envelope, asks: boolean): void {
    const letter = { to, type, envelope, at: this.#options.clock.now() };
    const failed = () => {
      // An invite that waited for a broker would ring for a caller who is gone.
      const isInvite = asks && type === 'CANDIDATE';
      if (isInvite && !this.#isOnline && !this.#isElsewhere(to)) this.#absent(to);
      else this.#transmit(letter);
    };
    const carried = { to, envelope, asks, failed };
    const widely = !this.#isOnline && !this.#isElsewhere(to);
    if (!this.#friends?.carry(carried, widely)) this.#transmit(letter);
  }

  #transmit(letter: Outgoing): void {
    const { to, type, envelope } = letter;
    if (!this.#isElsewhere(to)) return this.#mail.send(letter);
    this.#options.others.use((others) => {
      if (!others.transmit(to, type, envelope)) this.#mail.send(letter);
    });
  }

  /** `host` is that of another broker. */
  #fromBroker(message: BrokerMessage, host: Host | null = null): void {
    if (message.kind === 'letter') this.receive(message.from, message.envelope, 'broker', host);
    else if (message.kind === 'expire' && (this.#others?.absent(message.from, host) ?? true)) {
      this.#expired(message.from, host);
    }
  }

  /** The broker knows nobody of that name; a friend might. */
  #expired(peer: PeerId, host: Host | null): void {
    // Who is linked is there, and what was never given to this broker can't have expired with it.
    if (this.#people.get(peer)?.state === 'open') return;
    const given = this.#mail.takeExpired(peer);
    if (host === null && !given) return;
    let told = false;
    const failed = () => {
      if (!told) this.#absent(peer);
      told = true;
    };
    const isOnItsWay = (given ?? [])
      .map(({ envelope }) =>
        this.#friends?.carry({ to: peer, envelope, asks: false, failed }, true),
      )
      .includes(true);
    if (!isOnItsWay && !this.#friends?.knows(peer)) failed();
  }

  #absent(peer: PeerId): void {
    this.#people.get(peer)?.absent();
    this.#events?.absent(peer);
  }

  /** Reads a letter that is said to be of somebody; `host` is that of another broker by which it came. */
  receive(from: PeerId, envelope: Envelope, way: Way, host: Host | null = null): void {
    if (this.#isBlocked(from)) return;
    this.#options.post.receive(from, envelope, way, (content) => {
      this.#friends?.heard(from, way);
      if (way === 'broker') this.#heardBy(from, host, content);
      this.#read(from, content);
    });
  }

  /** Who belongs to another server is answered by the way by which they wrote. */
  #heardBy(from: PeerId, host: Host | null, content: Content): void {
    const { others, home } = this.#options;
    const isOther = home(from) !== null || (content.type === 'invite' && content.home);
    if (this.#others || isOther) others.use((routes) => routes.heard(from, host));
  }

  #read(from: PeerId, content: Content): void {
    if (this.#closed) return;
    if (isSignal(content)) this.#arrive(from, content);
    else this.#hear(from, content);
  }

  #hear(from: PeerId, message: CallMessage | AsideMessage): void {
    // The phone rings first; what is offered with it takes the page a while.
    if (message.type === 'invite') this.#options.post.rest(from);
    if ('call' in message) this.#events?.message(from, message);
    else for (const aside of this.#asides) aside.message(from, message);
  }

  #fromLink(from: PeerId, message: LinkMessage): void {
    switch (message.type) {
      case 'hello':
        this.#friends?.heard(from, 'link');
        this.#events?.hello(from, message.name);
        return this.#asides.forEach((aside) => aside.hello?.(from));
      case 'beat':
        return;
      case 'letter':
        return this.receive(from, message.letter, 'link');
      default:
        this.#hear(from, message);
    }
  }

  #arrive(from: PeerId, signal: Signal): void {
    const verdict = this.#door.arrive(from, signal);
    if (verdict === 'pass') this.#deliver(from, signal);
    if (verdict !== 'drop') return;
    this.#options.report('dropped a signal at the door');
    if (signal.type === 'OFFER') this.#events?.refused(from);
  }

  #deliver(from: PeerId, signal: Signal): void {
    if (signal.type === 'OFFER' && signal.payload.type === 'data') {
      if (!this.#person(from).mayOffer()) return;
    }
    for (const each of this.#early.pass(from, signal)) this.#line.deliver(from, each);
  }
}

function isSignal(content: Content): content is Signal {
  return content.type === 'OFFER' || content.type === 'ANSWER' || content.type === 'CANDIDATE';
}
