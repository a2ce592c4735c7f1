import { randomUUID } from 'node:crypto';
import type { RelayedMessage } from './broker-message.ts';
import { isClientId } from './client-id.ts';
import { parseClusterMessage, type ClusterMessage } from './cluster-message.ts';
import { alone, type Cluster } from './cluster.ts';
import { stays, type SeatClaim, type Seated } from './seat-claim.ts';

/** Several NATS have told each other by then who listens to what, in ms. */
const settled = 250;
/** How many seats are told to others in one go, so that clients are served in between. */
const atOnce = 500;

/** What other servers want of this one. */
export interface TrunkEvents {
  /** The IDs that are signed on here. */
  seats(): Iterable<string>;
  /** Who holds an ID here, and for how long in ms. */
  claimOf(id: string): Pick<SeatClaim, 'claim' | 'age'> | null;
  /** A message for a client here, of somebody who counts as `from`; false if that is not here any more. */
  arrived(src: string, from: string, message: RelayedMessage): boolean;
  /** Somebody whom a client here wrote to is nowhere. */
  expired(src: string, dst: string): void;
  /** The ID belongs to a client of another server. */
  lost(id: string, to: Seated): void;
  /** Somebody who was watched for can be reached. */
  appeared(id: string): void;
  dropped(): void;
}

/** The line between this server and the others: what they say to each other, and how it is read. */
export class Trunk {
  readonly #cluster: Cluster;
  readonly #events: TrunkEvents;
  readonly #node = randomUUID();
  /** How often all seats were told. */
  #rounds = 0;
  #again: NodeJS.Timeout | undefined;

  constructor(cluster: Cluster, events: TrunkEvents) {
    this.#cluster = cluster;
    this.#events = events;
    cluster.start({
      seats: () => events.seats(),
      received: (id, text) => this.#received(id, text),
      appeared: (id) => events.appeared(id),
      joined: () => {
        void this.#tellSeats();
        clearTimeout(this.#again);
        this.#again = setTimeout(() => void this.#tellSeats(), settled).unref();
      },
    });
  }

  /**
   * An ID is signed on here: others who have it give it up, others who wait for it are told. Twice,
   * since of two servers at two NATS that begin to listen in the same moment neither hears the other.
   */
  seated(id: string): void {
    if (this.#cluster === alone) return;
    this.#cluster.seat(id);
    this.#tellSeat(id);
    setTimeout(() => this.#tellSeat(id), settled).unref();
  }

  left(id: string): void {
    this.#cluster.leave(id);
  }

  /** Passes messages to wherever the ID is signed on; false if that is nowhere. */
  async pass(id: string, texts: readonly string[]): Promise<boolean> {
    return isClientId(id) && (await this.#cluster.ask(id, texts.join('\n')));
  }

  /** Passes a message that may get lost. */
  tell(id: string, text: string): void {
    if (isClientId(id)) this.#cluster.tell(id, text);
  }

  async isElsewhere(id: string): Promise<boolean> {
    return this.pass(id, [write({ type: 'HERE', dst: id })]);
  }

  watch(id: string): void {
    if (isClientId(id)) this.#cluster.watch(id);
  }

  unwatch(id: string): void {
    this.#cluster.unwatch(id);
  }

  #tellSeat(id: string): void {
    // Left meanwhile.
    if (this.#events.claimOf(id) === null) return;
    this.#claim(id, false);
    this.#cluster.announce(id);
  }

  #claim(id: string, isAnswer: boolean): void {
    const mine = this.#events.claimOf(id);
    if (mine === null) return;
    const message = { type: 'SEATED', dst: id, ...mine, node: this.#node, isAnswer } as const;
    this.#cluster.tell(id, write(message));
  }

  /** True if something reached the client. */
  #received(id: string, text: string): boolean {
    const taken = text.split('\n').map((line) => {
      const message = parseClusterMessage(line);
      if (message?.dst === id) return this.#take(message);
      this.#events.dropped();
      return false;
    });
    return taken.includes(true);
  }

  #take(message: ClusterMessage): boolean {
    switch (message.type) {
      case 'HERE':
        return this.#events.claimOf(message.dst) !== null;
      case 'EXPIRE':
        this.#events.expired(message.dst, message.src);
        return true;
      case 'SEATED':
        this.#contest(message.dst, message, message.isAnswer);
        return true;
      default:
        return this.#events.arrived(message.src, message.from, message);
    }
  }

  #contest(id: string, theirs: SeatClaim, isAnswer: boolean): void {
    const mine = this.#events.claimOf(id);
    if (mine === null) return;
    if (!stays({ ...mine, node: this.#node }, theirs)) this.#events.lost(id, theirs.claim);
    // They may have claimed it before they could hear of this one.
    else if (!isAnswer) this.#claim(id, true);
  }

  /** A newer round tells the rest as well. */
  async #tellSeats(): Promise<void> {
    const round = ++this.#rounds;
    let told = 0;
    for (const id of this.#events.seats()) {
      this.#claim(id, false);
      if (++told % atOnce === 0) await new Promise(setImmediate);
      if (round !== this.#rounds) return;
    }
  }
}

function write(message: ClusterMessage): string {
  return JSON.stringify(message);
}
