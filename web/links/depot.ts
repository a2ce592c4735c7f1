import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { loadRecords } from '../lib/load-records.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { parcelLength, type ParcelId } from './parcel-message.ts';

/** Held in all, and of one sender: less than 10 MB, also while receipts take the places of parcels. */
export const mostHeld = 170;
export const mostOfOne = Math.floor(mostHeld / 3);
/** Held so long, in ms. */
const heldFor = 14 * 24 * 3_600_000;
/** What was taken so much later than now, was taken when the clock was wrong; in ms. */
const mostAhead = 60_000;

/** What is known of a parcel without looking at the disk. */
export interface Held {
  readonly id: ParcelId;
  readonly from: PeerId;
  readonly to: PeerId;
  /** There is one for each sender, receiver and slot: a newer one takes its place. */
  readonly slot: number | 'receipt';
  /** By the clock of this phone, in ms since 1970. */
  readonly since: number;
}

const random = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));
const recordSchema = v.object({
  id: v.pipe(
    random,
    v.transform((text) => text as ParcelId),
  ),
  from: peerIdSchema,
  to: peerIdSchema,
  slot: v.union([v.literal('receipt'), v.pipe(v.number(), v.safeInteger(), v.minValue(0))]),
  since: v.pipe(v.number(), v.finite()),
  sealed: v.pipe(v.string(), v.length(parcelLength)),
});

interface DepotOptions {
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly report: Report;
}

/** Parcels that this phone keeps for its contacts, on disk. docs/protocol.md, “Parcels”. */
export class Depot {
  readonly #options: DepotOptions;
  readonly #held: Map<string, Held>;

  private constructor(options: DepotOptions, held: Map<string, Held>) {
    this.#options = options;
    this.#held = held;
  }

  static async load(options: DepotOptions): Promise<Depot> {
    const { shelf, report } = options;
    return new Depot(options, await loadRecords(shelf, parseHeld, report));
  }

  /** All that is held, receipts first. */
  all(): readonly Held[] {
    return [...this.#held.values()].sort((a, b) => order(a) - order(b));
  }

  /** Resolves when it is on disk; false where there is no room for it. */
  async keep(parcel: Omit<Held, 'since'>, sealed: string): Promise<boolean> {
    const { shelf, clock, report } = this.#options;
    await this.tidy();
    const held = { ...parcel, since: clock.now() };
    const key = keyOf(held);
    const before = this.#held.get(key);
    if (!before && !this.#hasRoom(held)) return false;
    this.#held.set(key, held);
    try {
      await shelf.update(key, () => ({ ...held, sealed }));
      return true;
    } catch (error) {
      report('a parcel could not be kept', error);
      if (this.#held.get(key) !== held) return false;
      if (before) this.#held.set(key, before);
      else this.#held.delete(key);
      return false;
    }
  }

  /** What is sealed in it; null if it is not on the disk, or another one took its place. */
  async read(held: Held): Promise<string | null> {
    let sealed: string | null = null;
    await this.#options.shelf.update(keyOf(held), (record) => {
      const parsed = v.safeParse(recordSchema, record);
      if (parsed.success && parsed.output.id === held.id) sealed = parsed.output.sealed;
      return undefined;
    });
    return sealed;
  }

  /** Resolves when it is gone, unless another one took its place. */
  async drop(held: Held): Promise<void> {
    const key = keyOf(held);
    if (this.#held.get(key)?.id !== held.id) return;
    this.#held.delete(key);
    await this.#options.shelf
      .remove(key)
      .catch((error: unknown) => this.#options.report('a parcel could not be dropped', error));
  }

  /** Drops what is too old, and what was taken by a clock that was wrong. */
  async tidy(): Promise<void> {
    const now = this.#options.clock.now();
    const isOver = ({ since }: Held) => now - since > heldFor || since - now > mostAhead;
    await Promise.all(
      this.all()
        .filter(isOver)
        .map((held) => this.drop(held)),
    );
  }

  /** A receipt takes the room of the parcel that it is for. */
  #hasRoom({ from, slot }: Held): boolean {
    if (slot === 'receipt') return true;
    const ofOne = this.all().filter((held) => held.from === from && held.slot !== 'receipt');
    return this.#held.size < mostHeld && ofOne.length < mostOfOne;
  }
}

function keyOf({ from, to, slot }: Omit<Held, 'since'>): string {
  return `${from} ${to} ${slot}`;
}

/** How far a message came is of use at once; what is told comes in its order, mostly. */
function order({ slot }: Held): number {
  return slot === 'receipt' ? -1 : slot;
}

function parseHeld(record: unknown, key: string): Held | null {
  const parsed = v.safeParse(recordSchema, record);
  if (!parsed.success || keyOf(parsed.output) !== key) return null;
  const { id, from, to, slot, since } = parsed.output;
  return { id, from, to, slot, since };
}
