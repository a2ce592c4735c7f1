import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RateLimit } from '../lib/rate-limit.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { LinkMessage } from './messages.ts';
import type { Envelope } from './signals.ts';

/** A friend says within this time whether a letter was passed on, in ms; then the next one is asked. */
const answersWithin = 1_500;
/** Whoever is asked for an answer gives one within this time, in ms; else the friend is doubted for a while. */
const writesBackWithin = 1_400;
const doubtedFor = 60_000;
/** Whom no friend reached is not asked for again so soon, in ms. */
const deafFor = 5_000;
/** Friends asked for one letter, and letters that wait until somebody is found. */
const mostAsked = 8;
const mostWaiting = 100;
const mostRemembered = 300;
/** Letters a second that one friend may bring, of several people; each is worth a look at its signature. */
const mostBrought = 200;

/** The way by which something came: the link to its sender, the broker, or a friend of that ID. */
export type Way = 'link' | 'broker' | PeerId;

/** A letter on its way by friends; `failed` is called once if none could pass it on. */
export interface CarriedLetter {
  readonly to: PeerId;
  readonly envelope: Envelope;
  /** The receiver's phone answers by itself, and at once. */
  readonly asks: boolean;
  failed(): void;
}

/** What the way by friends asks of the links. */
export interface FriendsHost {
  readonly clock: Clock;
  /** Contacts with an open link, the one used last first. */
  linked(): readonly PeerId[];
  /** False if it did not go out. */
  send(friend: PeerId, message: LinkMessage): boolean;
  /** Reads a letter said to be of somebody; `heard` follows if they wrote it. */
  read(from: PeerId, envelope: Envelope, way: Way): void;
}

/**
 * The way by a friend who is linked to both. It is taken at once to people whom a friend reached
 * before or who wrote by one, and to others only where there is no broker: who asks a friend tells
 * it whom they call. docs/protocol.md, “Friends”.
 */
export class Friends {
  readonly #host: FriendsHost;
  /** By person: the friend by whom a letter arrived last, there or here. */
  readonly #via = new RecentMap<PeerId, PeerId>(mostRemembered);
  /** By person: since when an answer is waited for that should come by a friend. */
  readonly #awaited = new RecentMap<PeerId, number>(mostRemembered);
  /** By friend and person: when it said that it passed on what had no answer. */
  readonly #doubted = new RecentMap<string, number>(mostRemembered);
  /** By person: when it turned out that no friend reaches them. */
  readonly #deaf = new RecentMap<PeerId, number>(mostRemembered);
  /** By person: what waits while friends are asked. */
  readonly #searches = new Map<PeerId, CarriedLetter[]>();
  readonly #asked = new Map<number, { readonly friend: PeerId; answer(ok: boolean): void }>();
  readonly #rate: RateLimit<PeerId>;
  #lastRef = 0;

  constructor(host: FriendsHost) {
    this.#host = host;
    this.#rate = new RateLimit(mostBrought, mostRemembered, host.clock);
  }

  /** Whether it is worth writing to this person where there is no broker. */
  mayReach(peer: PeerId): boolean {
    const since = this.#deaf.get(peer) ?? -Infinity;
    return this.#host.clock.now() - since >= deafFor && this.mayAsk(peer);
  }

  /** Whether there is a friend to ask, also for somebody whom none reached just now. */
  mayAsk(peer: PeerId): boolean {
    return this.#host.linked().some((friend) => friend !== peer);
  }

  /** Whether a friend has reached this person, or is being asked to. */
  knows(peer: PeerId): boolean {
    return this.#searches.has(peer) || this.#known(peer) !== null;
  }

  /** Gives a letter to a friend; `widely` asks others than the one who is known. False if there is none. */
  carry(carried: CarriedLetter, widely: boolean): boolean {
    const { to, envelope } = carried;
    // A friend sees whom a letter is for, and nothing else.
    if (!('sealed' in envelope)) {
      if (widely) this.#deaf.set(to, this.#host.clock.now());
      return false;
    }
    const search = this.#searches.get(to);
    if (search) return search.length < mostWaiting && search.push(carried) > 0;
    if (carried.asks) this.#doubtIfUnanswered(to);
    const known = this.#known(to);
    const friends = [...(known ? [known] : []), ...(widely ? this.#others(to, known) : [])];
    if (friends.length === 0) return false;
    if (!known) this.#searches.set(to, []);
    this.#ask(carried, friends);
    return true;
  }

  /** Somebody was heard of; what is written to them, if not by their link, takes the same way. */
  heard(peer: PeerId, way: Way): void {
    this.#awaited.delete(peer);
    if (way === 'broker') this.#via.delete(peer);
    else if (way !== 'link') this.#via.set(peer, way);
  }

  /** A friend says whether the letter of that request was passed on. */
  carried(friend: PeerId, ref: number, ok: boolean): void {
    const asked = this.#asked.get(ref);
    if (asked?.friend === friend) asked.answer(ok);
  }

  /** A friend brings a letter of somebody else. */
  brought(friend: PeerId, from: PeerId, letter: Envelope): void {
    if (!this.#rate.admits(friend)) return;
    this.#host.read(from, letter, friend);
  }

  /** This friend introduced them, and is likely to reach them. */
  remember(peer: PeerId, friend: PeerId): void {
    this.#via.set(peer, friend);
  }

  #known(peer: PeerId): PeerId | null {
    const friend = this.#via.get(peer);
    return friend !== undefined && this.#host.linked().includes(friend) ? friend : null;
  }

  /** Those who are doubted come last: they may be slow, and the only way. */
  #others(to: PeerId, known: PeerId | null): PeerId[] {
    const others = this.#host.linked().filter((friend) => friend !== to && friend !== known);
    const trusted = others.filter((friend) => !this.#isDoubted(friend, to));
    const doubted = others.filter((friend) => this.#isDoubted(friend, to));
    return [...trusted, ...doubted].slice(0, mostAsked);
  }

  /** A friend who says that it carries, and does not, must not keep a call from other ways. */
  #doubtIfUnanswered(to: PeerId): void {
    const now = this.#host.clock.now();
    const friend = this.#via.get(to);
    if (friend === undefined || now - (this.#awaited.get(to) ?? now) < writesBackWithin) return;
    this.#doubted.set(`${friend} ${to}`, now);
    this.#via.delete(to);
    this.#awaited.delete(to);
  }

  #isDoubted(friend: PeerId, to: PeerId): boolean {
    const since = this.#doubted.get(`${friend} ${to}`) ?? -Infinity;
    return this.#host.clock.now() - since < doubtedFor;
  }

  #ask(carried: CarriedLetter, [friend, ...others]: readonly PeerId[]): void {
    const { clock, send } = this.#host;
    const { to, envelope } = carried;
    if (friend === undefined) return this.#giveUp(carried);
    const ref = ++this.#lastRef;
    const answer = (ok: boolean) => {
      stop();
      this.#asked.delete(ref);
      if (ok) return this.#found(to, friend);
      if (this.#via.get(to) === friend) this.#via.delete(to);
      this.#ask(carried, others);
    };
    if (carried.asks && !this.#awaited.get(to)) this.#awaited.set(to, clock.now());
    const stop = clock.after(answersWithin, () => answer(false));
    this.#asked.set(ref, { friend, answer });
    if (!send(friend, { type: 'carry', ref, to, letter: envelope })) answer(false);
  }

  #found(to: PeerId, friend: PeerId): void {
    this.#via.set(to, friend);
    this.#deaf.delete(to);
    for (const carried of this.#takeWaiting(to)) this.#ask(carried, [friend]);
  }

  #giveUp(carried: CarriedLetter): void {
    this.#deaf.set(carried.to, this.#host.clock.now());
    for (const each of [carried, ...this.#takeWaiting(carried.to)]) each.failed();
  }

  #takeWaiting(to: PeerId): readonly CarriedLetter[] {
    const waiting = this.#searches.get(to) ?? [];
    this.#searches.delete(to);
    return waiting;
  }
}
