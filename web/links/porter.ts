import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RateLimit } from '../lib/rate-limit.ts';
import type { Depot, Held } from './depot.ts';
import type { AsideEvents } from './links.ts';
import type { AsideMessage } from './messages.ts';
import { newParcelId, parcelLength, type ParcelId, type ParcelMessage } from './parcel-message.ts';

/** Parcels a second that one contact may leave; all are written to the disk. */
const mostPerSecond = 20;
const mostPeople = 300;
/** The links, as parcels use them. */
export interface ParcelLinks {
  listenAside(events: AsideEvents): void;
  linked(): readonly PeerId[];
  /** False if the link is not open. */
  sendAside(to: PeerId, message: ParcelMessage): boolean;
}

/** The links, as who keeps parcels uses them. */
export interface PorterLinks extends Pick<ParcelLinks, 'sendAside'> {
  /** For these people something waits. */
  want(what: 'parcels', peers: ReadonlySet<PeerId>): void;
}

interface PorterOptions {
  readonly links: PorterLinks;
  readonly depot: Depot;
  readonly clock: Clock;
  /** Whether the owner of this phone lets it carry. */
  isWilling(): boolean;
  isContact(peer: PeerId): boolean;
  /** A parcel was handed over; `bytes` is its length on the wire. */
  passed(bytes: number): void;
}

/** Somebody who is given what waits here, one parcel after the other. */
interface Round {
  /** Looked at in this round, and kept for another one. */
  readonly left: Set<ParcelId>;
  underWay: ParcelId | null;
}

/** Keeps parcels of contacts for contacts, and hands them over by the next link with them. */
export class Porter {
  readonly #options: PorterOptions;
  readonly #rate: RateLimit<PeerId>;
  readonly #rounds = new Map<PeerId, Round>();

  constructor(options: PorterOptions) {
    this.#options = options;
    this.#rate = new RateLimit(mostPerSecond, mostPeople, options.clock);
  }

  /** Somebody said something about parcels, or something else, which is ignored. */
  async hear(from: PeerId, message: AsideMessage): Promise<void> {
    if (!this.#options.isContact(from)) return;
    if (message.type === 'deposit') await this.#take(from, message);
    else if (message.type === 'withdraw') await this.#withdraw(from, message.parcels);
    else if (message.type === 'collect') await this.#begin(from);
    else if (message.type === 'fetched') await this.#fetched(from, message);
  }

  /** What is too old, or of or for people who are no contacts any more, is dropped. */
  async review(): Promise<void> {
    const { depot, isContact } = this.#options;
    await depot.tidy();
    const isForeign = ({ from, to }: Held) => !isContact(from) || !isContact(to);
    await Promise.all(
      depot
        .all()
        .filter(isForeign)
        .map((held) => depot.drop(held)),
    );
    this.seek();
  }

  /** Dials whoever something waits for and is not linked, once. */
  seek(): void {
    const { links, depot, isContact } = this.#options;
    const receivers = depot.all().map(({ to }) => to);
    links.want('parcels', new Set(receivers.filter(isContact)));
  }

  async #take(
    from: PeerId,
    { parcel: id, to, slot, sealed }: Extract<ParcelMessage, { type: 'deposit' }>,
  ): Promise<void> {
    const { links, depot, isWilling, isContact } = this.#options;
    const takes = isWilling() && isContact(to) && to !== from;
    const isKept =
      takes && this.#rate.admits(from) && (await depot.keep({ id, from, to, slot }, sealed));
    const answer = isKept ? 'kept' : takes ? 'full' : 'no';
    links.sendAside(from, { type: 'deposited', parcel: id, answer });
    if (!isKept) return;
    this.seek();
    await this.#hand(to);
  }

  async #withdraw(from: PeerId, parcels: readonly ParcelId[]): Promise<void> {
    const { depot } = this.#options;
    const isMeant = (held: Held) => held.from === from && parcels.includes(held.id);
    await Promise.all(
      depot
        .all()
        .filter(isMeant)
        .map((held) => depot.drop(held)),
    );
    this.seek();
  }

  /** Somebody is there who knows of parcels. */
  async #begin(peer: PeerId): Promise<void> {
    const { links, depot } = this.#options;
    await depot.tidy();
    const ofThem = depot.all().filter(({ from, slot }) => from === peer && slot !== 'receipt');
    links.sendAside(peer, { type: 'held', parcels: ofThem.map(({ id }) => id) });
    this.#rounds.set(peer, { left: new Set(), underWay: null });
    await this.#hand(peer);
  }

  async #hand(to: PeerId): Promise<void> {
    const { links, depot, isContact } = this.#options;
    const round = this.#rounds.get(to);
    if (!round || round.underWay !== null || !isContact(to)) return;
    const next = depot.all().find((held) => held.to === to && !round.left.has(held.id));
    if (!next) return;
    const { id, from } = next;
    round.underWay = id;
    const sealed = await depot.read(next).catch(() => null);
    if (this.#rounds.get(to) !== round) return;
    if (sealed === null) return this.#pass(to, round, id);
    const isSent = links.sendAside(to, { type: 'parcel', parcel: id, from, sealed });
    // The next link begins another round.
    if (!isSent) this.#rounds.delete(to);
  }

  async #fetched(
    by: PeerId,
    { parcel, keep, receipt }: Extract<ParcelMessage, { type: 'fetched' }>,
  ): Promise<void> {
    const { depot, passed } = this.#options;
    const held = depot.all().find(({ id, to }) => id === parcel && to === by);
    const round = this.#rounds.get(by);
    if (held && !keep) {
      passed(parcelLength);
      // The receipt first: after a crash in between there are both, and the parcel is handed over again.
      if (receipt !== null && held.slot !== 'receipt') await this.#sendBack(held, receipt);
      await depot.drop(held);
      this.seek();
      // It may be what others were waiting for.
      round?.left.clear();
    }
    if (round?.underWay === parcel) await this.#pass(by, round, parcel);
  }

  async #sendBack({ from, to }: Held, receipt: string): Promise<void> {
    const back = { id: newParcelId(), from: to, to: from, slot: 'receipt' } as const;
    if (await this.#options.depot.keep(back, receipt)) void this.#hand(from);
  }

  /** What was looked at and is still here waits for another round. */
  #pass(to: PeerId, round: Round, parcel: ParcelId): Promise<void> {
    round.left.add(parcel);
    round.underWay = null;
    return this.#hand(to);
  }
}
