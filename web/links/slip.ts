import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { ownerOf, sign, signatureLength } from '../identity/signing.ts';
import { fromBase64Url, toBase64Url } from '../lib/base64.ts';
import { joinBytes, utf8 } from '../lib/bytes.ts';
import { endpointBytes, parseEndpoint, type Endpoint } from './endpoint.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A slip of paper, as it were: the offer or the answer of two phones that are connected by hand,
 * signed by whoever wrote it.
 */
export interface Slip {
  readonly peer: PeerId;
  /** 64 bytes; they make the ID. */
  readonly publicKeys: Bytes;
  /** When it was written, by the clock of the writer, in ms since 1970. */
  readonly at: number;
  /** By what an answer to it would name it, 16 bytes. */
  readonly tag: Bytes;
  /** The offer that an answer is to, by its tag; null in an offer. */
  readonly to: Bytes | null;
  readonly endpoint: Endpoint;
}

/** Why a text is no slip. */
export type BadSlip =
  /** Nothing of the kind, or cut off before it said what it is. */
  | 'foreign'
  /** Incomplete, or changed by somebody. */
  | 'damaged'
  /** Of a version that this phone does not know. */
  | 'newer';

const version = 1;
const prefix = 'tincan-hand:';
const kinds = ['offer', 'answer'] as const;
const timeAt = 2;
const keysAt = 10;
const tagAt = keysAt + 64;
const tagLength = 16;

/** An offer as text. docs/protocol.md, “By hand”. */
export function writeOffer(identity: Identity, endpoint: Endpoint, now: number): Promise<string> {
  return write(identity, 'offer', new Uint8Array(), endpoint, now);
}

/** The answer to an offer, as text; good for that offer only. */
export function writeAnswer(
  identity: Identity,
  to: Bytes,
  endpoint: Endpoint,
  now: number,
): Promise<string> {
  return write(identity, 'answer', to, endpoint, now);
}

/** Whether a text holds what was written as a slip, whatever became of it. */
export function isSlip(text: string): boolean {
  return text.includes(prefix);
}

/** Finds a slip in a text and reads it, if whoever it names has signed it. */
export async function readSlip(text: string): Promise<Slip | BadSlip> {
  const slip = await read(text);
  // Mail breaks long words into lines.
  return typeof slip === 'string' ? read(text.replace(/\s+/g, '')) : slip;
}

/** The tag of an offer that this phone wrote. */
export function offerTag(offer: string): Promise<Bytes> {
  return tagOf(bytesIn(offer) ?? new Uint8Array());
}

/** The first 16 bytes of the SHA-256 of a whole slip. */
async function tagOf(slip: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', slip)).slice(0, tagLength);
}

async function write(
  identity: Identity,
  kind: (typeof kinds)[number],
  to: Bytes,
  endpoint: Endpoint,
  now: number,
): Promise<string> {
  const head = new Uint8Array(keysAt);
  head.set([version, kinds.indexOf(kind) + 1]);
  new DataView(head.buffer).setBigUint64(timeAt, BigInt(Math.floor(now)));
  const body = joinBytes(head, identity.publicKeys, to, endpointBytes(endpoint));
  const signature = await sign(identity, signed(body));
  return prefix + toBase64Url(joinBytes(body, signature));
}

/** What the signature is over. */
function signed(body: Bytes): Bytes {
  return joinBytes(utf8('tincan by hand 1\n'), body);
}

/** Null if nothing begins as a slip does; no bytes at all if what follows is none. */
function bytesIn(text: string): Bytes | null {
  const found = new RegExp(`${prefix}([\\w-]+)`).exec(text)?.[1];
  return found === undefined ? null : (fromBase64Url(found) ?? new Uint8Array());
}

async function read(text: string): Promise<Slip | BadSlip> {
  const bytes = bytesIn(text);
  if (bytes === null) return 'foreign';
  const [form = 0, kindNumber = 0] = bytes;
  if (form > version) return 'newer';
  const kind = kinds[kindNumber - 1];
  const signatureAt = bytes.length - signatureLength;
  if (form !== version || kind === undefined || signatureAt < tagAt) return 'damaged';
  const body = bytes.slice(0, signatureAt);
  const publicKeys = body.slice(keysAt, tagAt);
  const endpointAt = kind === 'answer' ? tagAt + tagLength : tagAt;
  const endpoint = parseEndpoint(body.slice(endpointAt));
  if (endpoint === null) return 'damaged';
  const [owner, tag] = await Promise.all([ownerOf(publicKeys), tagOf(bytes)]);
  if (!(await owner.signed(signed(body), bytes.slice(signatureAt)))) return 'damaged';
  const at = Number(new DataView(bytes.buffer).getBigUint64(timeAt));
  const to = kind === 'answer' ? body.slice(tagAt, endpointAt) : null;
  return { peer: owner.id, publicKeys, at, tag, to, endpoint };
}
