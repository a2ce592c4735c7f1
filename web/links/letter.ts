import * as v from 'valibot';
import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { sign, signatureLength, type Owner } from '../identity/signing.ts';
import { joinBytes, utf8 } from '../lib/bytes.ts';
import { randomId } from '../lib/base64.ts';
import { saidSchema, type Said } from './messages.ts';
import { signalSchema, type Signal } from './signals.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What one phone tells another before, or beside, the link between them. */
export type Content = Signal | Said;

/** A letter whose signature is that of the sender. */
export interface Letter {
  /** 64 bytes; they make the sender's ID. */
  readonly publicKeys: Bytes;
  /** When it was written, by the sender's clock, in ms since 1970. */
  readonly at: number;
  /** Names this letter among all of its sender. */
  readonly nonce: string;
  readonly content: Content;
}

/** Why a letter is none: somebody made or changed it on the way, or it says nothing this phone knows. */
export type BadLetter = 'forged' | 'malformed';

const keysLength = 64;
const bodyStart = keysLength + signatureLength;

const contentSchema: v.GenericSchema<unknown, Content> = v.union([signalSchema, saidSchema]);

const bodySchema = v.object({
  to: v.string(),
  at: v.pipe(v.number(), v.safeInteger()),
  nonce: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  content: contentSchema,
});

/** The content of a letter, or null for anything else. */
export function parseContent(value: unknown): Content | null {
  const parsed = v.safeParse(contentSchema, value);
  return parsed.success ? parsed.output : null;
}

/** A letter as bytes: public keys, signature, and the body as JSON. docs/protocol.md, “Letters”. */
export async function writeLetter(
  identity: Identity,
  to: PeerId,
  content: Content,
  now: number,
): Promise<Bytes> {
  const text = JSON.stringify({ to, at: Math.floor(now), nonce: randomId(), content });
  const body = utf8(text);
  const signature = await sign(identity, signed(identity.id, body));
  return joinBytes(identity.publicKeys, signature, body);
}

/** Reads a letter said to be written by `from`, to `to`; `ownerOf` tells whose keys it brings. */
export async function readLetter(
  letter: Bytes,
  from: PeerId,
  to: PeerId,
  ownerOf: (publicKeys: Bytes) => Promise<Owner>,
): Promise<Letter | BadLetter> {
  if (letter.length <= bodyStart) return 'forged';
  const publicKeys = letter.slice(0, keysLength);
  const signature = letter.slice(keysLength, bodyStart);
  const body = letter.slice(bodyStart);
  const owner = await ownerOf(publicKeys);
  if (owner.id !== from || !(await owner.signed(signed(from, body), signature))) return 'forged';
  const parsed = v.safeParse(bodySchema, fromJson(body));
  if (!parsed.success) return 'malformed';
  const { at, nonce, content } = parsed.output;
  // Passed on by somebody whom it was written to.
  if (parsed.output.to !== to) return 'forged';
  return { publicKeys, at, nonce, content };
}

/** What the signature is over. */
function signed(from: PeerId, body: Bytes): Bytes {
  return joinBytes(utf8(`tincan letter 2\n${from}\n`), body);
}

function fromJson(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
