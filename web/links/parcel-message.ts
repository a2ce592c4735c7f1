import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { randomId } from '../lib/base64.ts';

/** Names what somebody left with a friend, in the form of a call ID. */
export type ParcelId = string & { readonly ParcelId: unique symbol };

/** What a friend says about a parcel: `full` has no room, `no` takes none from this one to that one. */
export type Deposited = 'kept' | 'full' | 'no';

/** What contacts say about sealed messages that wait with them; over the link only. docs/protocol.md, “Parcels”. */
export type ParcelMessage =
  /** To a friend: keep this until the receiver is linked. It takes the place of what was in that slot before. */
  | {
      readonly type: 'deposit';
      readonly parcel: ParcelId;
      readonly to: PeerId;
      readonly slot: number;
      readonly sealed: string;
    }
  /** The friend’s answer. */
  | { readonly type: 'deposited'; readonly parcel: ParcelId; readonly answer: Deposited }
  /** To a friend: nobody needs these any more. */
  | { readonly type: 'withdraw'; readonly parcels: readonly ParcelId[] }
  /** To a friend: say what you hold of mine, and give what you hold for me. */
  | { readonly type: 'collect' }
  /** To a sender: all that the friend holds of them. */
  | { readonly type: 'held'; readonly parcels: readonly ParcelId[] }
  /** To the receiver: what `from` has left. */
  | {
      readonly type: 'parcel';
      readonly parcel: ParcelId;
      readonly from: PeerId;
      readonly sealed: string;
    }
  /** To the friend: it was looked at; `keep` it for later, or have a sealed receipt for the sender in its place. */
  | {
      readonly type: 'fetched';
      readonly parcel: ParcelId;
      readonly keep: boolean;
      readonly receipt: string | null;
    };

/** All parcels are as long as this, in characters of base64url: nobody sees how much is in them. */
export const parcelLength = 56_000;

/** So many parcels may wait from somebody for somebody with one friend, besides a receipt. */
export const mostSlots = 8;

/** A friend holds fewer parcels of one sender than this. */
const mostParcels = 100;

const parcelId = v.pipe(
  v.string(),
  v.regex(/^[\w-]{22}$/),
  v.transform((text) => text as ParcelId),
);
const parcelIds = v.pipe(v.array(parcelId), v.maxLength(mostParcels));
const slot = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(mostSlots - 1));
const sealed = v.pipe(v.string(), v.length(parcelLength), v.regex(/^[\w-]+$/));

/** For the messages of a link. */
export const parcelSchemas = [
  v.object({
    type: v.literal('deposit'),
    parcel: parcelId,
    to: peerIdSchema,
    slot,
    sealed,
  }),
  v.object({
    type: v.literal('deposited'),
    parcel: parcelId,
    answer: v.fallback(v.picklist(['kept', 'full', 'no']), 'no'),
  }),
  v.object({ type: v.literal('withdraw'), parcels: parcelIds }),
  v.object({ type: v.literal('collect') }),
  v.object({ type: v.literal('held'), parcels: parcelIds }),
  v.object({ type: v.literal('parcel'), parcel: parcelId, from: peerIdSchema, sealed }),
  v.object({
    type: v.literal('fetched'),
    parcel: parcelId,
    keep: v.boolean(),
    receipt: v.nullable(sealed),
  }),
] as const;

/** A fresh ID for what is left with a friend. */
export function newParcelId(): ParcelId {
  return randomId() as ParcelId;
}
