import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { mostSlots, newParcelId, type ParcelId } from '../links/parcel-message.ts';
import { mostThatFit } from '../links/parcel-room.ts';
import type { StreamId } from '../links/messages.ts';
import type { Pending } from './message.ts';

/** What one parcel holds of a stream. */
export interface Packed {
  readonly id: ParcelId;
  /** Where it is with each friend. */
  readonly slot: number;
  readonly from: number;
  readonly upTo: number;
}

/** A parcel that a friend says it holds. */
export interface Left extends Packed {
  readonly friend: PeerId;
  /** Since when, in ms since 1970. */
  readonly since: number;
}

/** What is left with friends for somebody who is away. */
export interface Errand {
  readonly to: PeerId;
  readonly stream: StreamId;
  /** What is to be left with each friend, in the order of the stream. */
  readonly parcels: readonly Packed[];
  readonly left: readonly Left[];
}

/** Friends who are given what is for one person, at most. */
export const mostFriends = 3;

/**
 * How what waits goes into parcels. One that was made before stays what it is; another one takes the
 * place of one whose messages are all in it, or else a free one: friends lose nothing by it.
 */
export function planned(
  errand: Errand | null,
  to: PeerId,
  stream: StreamId,
  waiting: readonly Pending[],
): Errand {
  const before = errand?.stream === stream ? errand : null;
  const first = waiting[0]?.n ?? Infinity;
  const old = before?.parcels.filter(({ upTo }) => upTo >= first) ?? [];
  const left = before?.left ?? [];
  const pieces = rangesOf(waiting);
  const isSame = (one: Range, other: Range) => one.from === other.from && one.upTo === other.upTo;
  const kept = old.filter((one) => pieces.some((piece) => isSame(piece, one)));
  const taken = new Set(kept.map(({ slot }) => slot));
  const held = [...old, ...left.filter(({ upTo }) => upTo >= first)].map(({ slot }) => slot);
  const slotFor = ({ from, upTo }: Range) => {
    const within = old.find(
      (one) => !taken.has(one.slot) && Math.max(one.from, first) >= from && one.upTo <= upTo,
    );
    return within?.slot ?? slots.find((slot) => !taken.has(slot) && !held.includes(slot));
  };
  const parcels: Packed[] = [];
  for (const piece of pieces) {
    const same = kept.find((one) => isSame(piece, one));
    const slot = same?.slot ?? slotFor(piece);
    // What finds no place waits here only.
    if (slot === undefined) break;
    taken.add(slot);
    parcels.push(same ?? { id: newParcelId(), slot, ...piece });
  }
  return { to, stream, parcels, left };
}

type Range = Pick<Packed, 'from' | 'upTo'>;

const slots = Array.from({ length: mostSlots }, (_, slot) => slot);

function rangesOf(waiting: readonly Pending[]): readonly Range[] {
  const pieces: Range[] = [];
  for (let rest = unbroken(waiting); pieces.length < mostSlots;) {
    const some = rest.slice(0, mostThatFit(rest.map(({ told }) => told)));
    const [from, upTo] = [some[0]?.n, some.at(-1)?.n];
    if (from === undefined || upTo === undefined) break;
    pieces.push({ from, upTo });
    rest = rest.slice(some.length);
  }
  return pieces;
}

/** The first parcel that this friend should have, and has not. */
export function missing({ parcels, left }: Errand, friend: PeerId): Packed | null {
  const has = (id: ParcelId) => left.some((one) => one.friend === friend && one.id === id);
  return parcels.find(({ id }) => !has(id)) ?? null;
}

/** What friends hold and nobody needs: it was acknowledged, or all of it is in others that they hold. */
export function useless(errand: Errand, got: number): readonly Left[] {
  const isPlanned = ({ id }: Left) => errand.parcels.some((one) => one.id === id);
  return errand.left.filter(
    (one) => !isPlanned(one) && (one.upTo <= got || missing(errand, one.friend) === null),
  );
}

/** Who holds something of it. */
export function holders({ left }: Errand): ReadonlySet<PeerId> {
  return new Set(left.map(({ friend }) => friend));
}

/** The errand once a friend holds that parcel, in the place of what was in its slot. */
export function withLeft(errand: Errand, parcel: Left): Errand {
  const { friend, slot } = parcel;
  const others = errand.left.filter((one) => one.friend !== friend || one.slot !== slot);
  return { ...errand, left: [...others, parcel] };
}

/** With how many friends the message of that number waits. */
export function friendsWith(errand: Errand | null, n: number): number {
  const having = errand?.left.filter(({ from, upTo }) => from <= n && n <= upTo) ?? [];
  return new Set(having.map(({ friend }) => friend)).size;
}

/** What follows on the first one without a gap. */
function unbroken(waiting: readonly Pending[]): readonly Pending[] {
  const [first] = waiting;
  const gap = waiting.findIndex(({ n }, i) => n !== (first?.n ?? 0) + i);
  return gap === -1 ? waiting : waiting.slice(0, gap);
}

const id = v.pipe(
  v.string(),
  v.transform((text) => text as ParcelId),
);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const packed = { id, slot: count, from: count, upTo: count };
const errandSchema = v.object({
  to: peerIdSchema,
  stream: v.pipe(
    v.string(),
    v.transform((text) => text as StreamId),
  ),
  parcels: v.array(v.object(packed)),
  left: v.array(v.object({ ...packed, friend: peerIdSchema, since: v.number() })),
});

/** The errand in a record saved under its receiver, or null. */
export function parseErrand(record: unknown, key: string): Errand | null {
  const parsed = v.safeParse(errandSchema, record);
  return parsed.success && parsed.output.to === key ? parsed.output : null;
}
