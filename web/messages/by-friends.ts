import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { loadRecords } from '../lib/load-records.ts';
import { RateLimit } from '../lib/rate-limit.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { BadParcel, Packing, ParcelContent } from '../links/parcel.ts';
import type { Deposited, ParcelId, ParcelMessage } from '../links/parcel-message.ts';
import type { ParcelLinks } from '../links/porter.ts';
import type { Chats } from './chats.ts';
import type { Conversation } from './conversation.ts';
import {
  holders,
  missing,
  mostFriends,
  parseErrand,
  planned,
  useless,
  withLeft,
  type Errand,
  type Left,
  type Packed,
} from './errand.ts';

/** Whoever has no link for so long is away; and what is written meanwhile goes into one parcel. In ms. */
const awayAfter = 5_000;
/** A friend says within this time whether it keeps a parcel, in ms; else it is not asked again by this link. */
const answersWithin = 10_000;
/** Friends forget what they hold after this time, in ms. */
const heldFor = 14 * 24 * 3_600_000;
/** Parcels a second that one friend may bring; each is worth a look at its signature. */
const mostPerSecond = 100;
const mostPeople = 300;

/** What friends need of the conversations. */
export type Talk = Pick<Chats, 'all' | 'waitingFor' | 'takePiece' | 'takeReceipt' | 'receiptFor'>;

export interface ByFriendsOptions {
  readonly links: ParcelLinks;
  readonly talk: Talk;
  readonly packing: Pick<Packing, 'pack' | 'unpack'>;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly report: Report;
  isContact(peer: PeerId): boolean;
  /** Something came in the name of `from` that somebody else made or changed. */
  forged(from: PeerId): void;
  /** Whether the owner of this phone lets messages wait with friends. */
  leaves(): boolean;
}

interface Asked {
  readonly to: PeerId;
  readonly parcel: ParcelId;
  answered(answer: Deposited): void;
}

type All = ReadonlyMap<PeerId, Errand>;

/**
 * Leaves with friends what waits for somebody who is away, and takes in what others have left with them
 * for this phone. What a friend says removes nothing from what waits: only the receiver does, by link or
 * by a receipt that comes back the same way. docs/protocol.md, “Parcels”.
 */
export class ByFriends {
  readonly #options: ByFriendsOptions;
  readonly #all: Store<All>;
  readonly #rate: RateLimit<PeerId>;
  /** Who is looked at again when it is time. */
  readonly #timers = new Map<PeerId, () => void>();
  /** By friend: what it was asked to keep, one at a time. */
  readonly #asked = new Map<PeerId, Asked>();
  /** By friend: for whom it keeps nothing, as long as its link lasts. */
  readonly #refused = new Map<PeerId, Set<PeerId>>();
  readonly #stop: () => void;
  #closed = false;

  private constructor(options: ByFriendsOptions, all: All) {
    this.#options = options;
    this.#all = new Store(all);
    this.#rate = new RateLimit(mostPerSecond, mostPeople, options.clock);
    options.links.listenAside({
      hello: (peer) => this.#collect(peer),
      message: (from, message) => {
        if (!options.isContact(from)) return;
        if (message.type === 'parcel') void this.#open(from, message);
        else if (message.type === 'held') this.#held(from, message.parcels);
        else if (message.type === 'deposited') {
          const asked = this.#asked.get(from);
          if (asked?.parcel === message.parcel) asked.answered(message.answer);
        }
      },
    });
    for (const peer of options.links.linked()) this.#collect(peer);
    this.#stop = options.talk.all.subscribe(() => this.review());
    this.review();
  }

  static async load(options: ByFriendsOptions): Promise<ByFriends> {
    const errands = await loadRecords(options.shelf, parseErrand, options.report);
    return new ByFriends(options, new Map([...errands.values()].map((one) => [one.to, one])));
  }

  /** What is left with friends, by receiver. */
  get all(): Readable<All> {
    return this.#all;
  }

  /** What waits, the contacts or the settings changed. */
  review(): void {
    if (this.#closed) return;
    const { talk } = this.#options;
    for (const to of this.#all.value.keys()) if (!this.#waits(to)) void this.#giveUp(to);
    for (const [to, { out }] of talk.all.value) {
      if (out.next - 1 > out.got && this.#waits(to) && !this.#isPlanned(to)) this.#lookLater(to);
    }
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    for (const stop of this.#timers.values()) stop();
  }

  #conversation(to: PeerId): Conversation | null {
    return this.#options.talk.all.value.get(to) ?? null;
  }

  /** Whether something may wait with friends for this person. */
  #waits(to: PeerId): boolean {
    const { leaves, isContact } = this.#options;
    const out = this.#conversation(to)?.out;
    return out !== undefined && out.next - 1 > out.got && leaves() && isContact(to);
  }

  #isPlanned(to: PeerId): boolean {
    const errand = this.#all.value.get(to);
    const out = this.#conversation(to)?.out;
    if (!errand || !out || errand.stream !== out.stream) return false;
    const [first, last] = [errand.parcels[0], errand.parcels.at(-1)];
    const isWhole = (first?.from ?? 0) > out.got && last?.upTo === out.next - 1;
    return isWhole && errand.left.every((left) => this.#isFresh(left));
  }

  #isFresh({ since }: Left): boolean {
    return Math.abs(this.#options.clock.now() - since) < heldFor;
  }

  #lookLater(to: PeerId): void {
    if (this.#timers.has(to)) return;
    const stop = this.#options.clock.after(awayAfter, () => {
      this.#timers.delete(to);
      void this.#look(to);
    });
    this.#timers.set(to, stop);
  }

  /** Packs what waits for somebody who is away. */
  async #look(to: PeerId): Promise<void> {
    const { links, talk } = this.#options;
    const stream = this.#conversation(to)?.out.stream;
    if (!stream || !this.#waits(to)) return;
    if (links.linked().includes(to)) return this.#lookLater(to);
    const waiting = talk.waitingFor(to);
    if (waiting.length === 0) return this.#giveUp(to);
    const errand = planned(this.#all.value.get(to) ?? null, to, stream, waiting);
    await this.#keep({ ...errand, left: errand.left.filter((left) => this.#isFresh(left)) });
    this.#give();
  }

  /** Nothing waits any more, or is to wait with friends. */
  async #giveUp(to: PeerId): Promise<void> {
    const errand = this.#all.value.get(to);
    if (!errand) return;
    this.#all.update((all) => new Map([...all].filter(([peer]) => peer !== to)));
    this.#withdraw(errand.left);
    await this.#save(() => this.#options.shelf.remove(to));
  }

  /** Friends who are not linked are told when they say what they hold. */
  #withdraw(left: readonly Pick<Left, 'friend' | 'id'>[]): void {
    for (const friend of new Set(left.map((one) => one.friend))) {
      const parcels = left.filter((one) => one.friend === friend).map(({ id }) => id);
      this.#options.links.sendAside(friend, { type: 'withdraw', parcels });
    }
  }

  async #keep(found: Errand): Promise<void> {
    const over = useless(found, this.#conversation(found.to)?.out.got ?? 0);
    this.#withdraw(over);
    const errand = { ...found, left: found.left.filter((one) => !over.includes(one)) };
    this.#all.update((all) => new Map(all).set(errand.to, errand));
    await this.#save(() => this.#options.shelf.update(errand.to, () => errand));
  }

  /** What is not on the disk the friends say when they are linked. */
  #save(write: () => Promise<void>): Promise<void> {
    const failed = (error: unknown) =>
      this.#options.report('what waits with friends was not noted', error);
    return write().catch(failed);
  }

  /** Somebody is there, and may hold something. */
  #collect(peer: PeerId): void {
    if (!this.#options.isContact(peer)) return;
    this.#asked.get(peer)?.answered('no');
    this.#refused.delete(peer);
    this.#options.links.sendAside(peer, { type: 'collect' });
    this.#give();
  }

  /** Each friend who is there is asked for one thing at a time. */
  #give(): void {
    const { links, isContact } = this.#options;
    for (const friend of links.linked()) {
      if (!isContact(friend) || this.#asked.has(friend)) continue;
      const errand = [...this.#all.value.values()].find((one) => this.#isFor(friend, one));
      if (errand) void this.#ask(friend, errand);
    }
  }

  #isFor(friend: PeerId, errand: Errand): boolean {
    const { to } = errand;
    if (friend === to || this.#refused.get(friend)?.has(to)) return false;
    if (missing(errand, friend) === null) return false;
    const asked = [...this.#asked].filter(([, one]) => one.to === to).map(([peer]) => peer);
    const others = new Set([...holders(errand), ...asked]);
    return others.has(friend) || others.size < mostFriends;
  }

  async #ask(friend: PeerId, errand: Errand): Promise<void> {
    const { links, clock } = this.#options;
    const { to } = errand;
    const packed = missing(errand, friend);
    if (!packed) return;
    const stop = clock.after(answersWithin, () => answered('no'));
    const answered = (answer: Deposited) => {
      stop();
      this.#asked.delete(friend);
      const now = this.#all.value.get(to);
      if (answer !== 'kept') {
        this.#refused.set(friend, new Set(this.#refused.get(friend)).add(to));
      } else if (now?.stream === errand.stream) {
        void this.#keep(withLeft(now, { ...packed, friend, since: clock.now() }));
      } else this.#withdraw([{ friend, id: packed.id }]);
      this.#give();
    };
    const asked = { to, parcel: packed.id, answered };
    this.#asked.set(friend, asked);
    const sealed = await this.#pack(errand, packed);
    if (this.#asked.get(friend) !== asked) return;
    const message = { type: 'deposit', parcel: packed.id, to, slot: packed.slot } as const;
    if (sealed === null || !links.sendAside(friend, { ...message, sealed })) answered('no');
  }

  /** Sealed anew for each friend; null if nothing of it waits any more, or nobody could open it. */
  async #pack({ to, stream }: Errand, { from, upTo }: Packed): Promise<string | null> {
    const { talk, packing } = this.#options;
    const waiting = talk.waitingFor(to);
    const some = waiting.filter(({ n }) => from <= n && n <= upTo);
    const [first, next] = [waiting[0]?.n, some[0]?.n];
    if (first === undefined || next === undefined) return null;
    const piece = { stream, from: next, first, told: some.map(({ told }) => told) };
    return packing.pack(to, { type: 'piece', piece });
  }

  /** All that a friend holds: what it has lost, or was not heard to have taken, is known now. */
  #held(friend: PeerId, parcels: readonly ParcelId[]): void {
    const known = new Set<ParcelId>();
    // It was asked to keep this one, perhaps once more, and has not answered yet.
    const asked = this.#asked.get(friend)?.parcel;
    if (asked) known.add(asked);
    for (const errand of this.#all.value.values()) {
      const left = errand.left.filter((one) => one.friend !== friend || parcels.includes(one.id));
      let found: Errand = left.length < errand.left.length ? { ...errand, left } : errand;
      for (const packed of errand.parcels) {
        const isLeft = left.some((one) => one.friend === friend && one.id === packed.id);
        if (isLeft || !parcels.includes(packed.id)) continue;
        found = withLeft(found, { ...packed, friend, since: this.#options.clock.now() });
      }
      if (found !== errand) void this.#keep(found);
      for (const one of found.left) if (one.friend === friend) known.add(one.id);
    }
    const foreign = parcels.filter((id) => !known.has(id)).map((id) => ({ friend, id }));
    this.#withdraw(foreign);
    this.#give();
  }

  /** A friend brings what `from` has left with it. */
  async #open(
    friend: PeerId,
    { parcel, from, sealed }: Extract<ParcelMessage, { type: 'parcel' }>,
  ): Promise<void> {
    const { links, packing, isContact } = this.#options;
    if (!this.#rate.admits(friend)) return;
    const content = isContact(from) ? await packing.unpack(from, sealed) : null;
    const outcome = content ? await this.#take(from, content) : { keep: false, receipt: null };
    links.sendAside(friend, { type: 'fetched', parcel, ...outcome });
  }

  async #take(from: PeerId, content: ParcelContent | BadParcel) {
    const { talk, packing, report, forged } = this.#options;
    if (typeof content === 'string') {
      // What this version can't read, the next one may.
      const keep = content === 'unknown';
      report(keep ? 'left a parcel that this version can’t read' : 'dropped a forged parcel');
      if (!keep) forged(from);
      return { keep, receipt: null };
    }
    if (content.type === 'receipt') {
      await talk.takeReceipt(from, content.receipt);
      return { keep: false, receipt: null };
    }
    const isTaken = await talk.takePiece(from, content.piece);
    const receipt = isTaken ? talk.receiptFor(from) : null;
    return {
      keep: !isTaken,
      receipt: receipt && (await packing.pack(from, { type: 'receipt', receipt })),
    };
  }
}
