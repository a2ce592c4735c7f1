import * as v from 'valibot';
import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { Sealing } from '../identity/sealing.ts';
import { ownerOf } from '../identity/signing.ts';
import { fromBase64Url, toBase64Url } from '../lib/base64.ts';
import { utf8 } from '../lib/bytes.ts';
import type { KeptKeys } from './key-book.ts';
import { toldSchema, type StreamId, type Told } from './messages.ts';
import { bodyLength } from './parcel-room.ts';
import { jsonIn, readSigned, writeSigned } from './signed.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A piece of a stream: things told with numbers that follow on each other. */
export interface Piece {
  readonly stream: StreamId;
  /** The number of the first one. */
  readonly from: number;
  /** As in a `tell`. */
  readonly first: number;
  readonly told: readonly Told[];
}

/** How far the stream of the other side is kept, and was read. */
export interface Receipt {
  readonly stream: StreamId;
  readonly upTo: number;
  readonly read: number;
}

/** What a parcel says, as a link would: something told, or how far something came. */
export type ParcelContent =
  | { readonly type: 'piece'; readonly piece: Piece }
  | { readonly type: 'receipt'; readonly receipt: Receipt };

/** Why a parcel says nothing: somebody made or changed it on the way, or it is of a later version. */
export type BadParcel = 'forged' | 'unknown';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const stream = v.pipe(
  v.string(),
  v.regex(/^[\w-]{22}$/),
  v.transform((text) => text as StreamId),
);
const told = v.fallback(toldSchema, { kind: 'unknown' });
const contentSchema = v.variant('type', [
  v.object({
    type: v.literal('piece'),
    piece: v.object({
      stream,
      from: place,
      first: place,
      told: v.pipe(v.array(told), v.minLength(1), v.maxLength(1_000)),
    }),
  }),
  v.object({
    type: v.literal('receipt'),
    receipt: v.object({ stream, upTo: count, read: count }),
  }),
]);
const bodySchema = v.object({ to: v.string(), content: v.unknown() });

/**
 * Signs what is to wait with friends, fills it up to the one length of all parcels, and seals it for
 * its receiver; opens what was so made for this phone. docs/protocol.md, “Parcels”.
 */
export class Packing {
  readonly #identity: Identity;
  readonly #keys: KeptKeys;
  readonly #sealing: Sealing;

  constructor(identity: Identity, keys: KeptKeys) {
    this.#identity = identity;
    this.#keys = keys;
    this.#sealing = new Sealing(identity);
  }

  /** Base64url of the same length for all; null for somebody whose keys are not known, or can't be used. */
  async pack(to: PeerId, content: ParcelContent): Promise<string | null> {
    const keys = this.#keys.keysOf(to);
    if (keys === null || (await ownerOf(keys)).id !== to) return null;
    const body = filledUp(utf8(JSON.stringify({ to, content })));
    if (body === null) return null;
    const signed = await writeSigned(this.#identity, 'parcel 1', body);
    const sealed = await this.#sealing.seal(keys, sealInfo(this.#identity.id, to), signed);
    return sealed && toBase64Url(sealed);
  }

  /** What `from` has packed for this phone. */
  async unpack(from: PeerId, sealed: string): Promise<ParcelContent | BadParcel> {
    const { id } = this.#identity;
    const bytes = fromBase64Url(sealed);
    const opened = bytes && (await this.#sealing.unseal(sealInfo(from, id), bytes));
    const signed = opened && (await readSigned(opened, 'parcel 1', from, ownerOf));
    if (!signed) return 'forged';
    const body = v.safeParse(bodySchema, jsonIn(signed.body));
    // One for somebody else, passed on by them, is none.
    if (!body.success || body.output.to !== id) return 'forged';
    void this.#keys.keepKeys(from, signed.publicKeys);
    const content = v.safeParse(contentSchema, body.output.content);
    return content.success ? content.output : 'unknown';
  }
}

/** Blanks behind JSON mean nothing. */
function filledUp(json: Bytes): Bytes | null {
  if (json.length > bodyLength) return null;
  const body = new Uint8Array(bodyLength).fill(0x20);
  body.set(json);
  return body;
}

function sealInfo(from: PeerId, to: PeerId): Bytes {
  return utf8(`tincan parcel 1\n${from}\n${to}`);
}
