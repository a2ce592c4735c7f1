import * as v from 'valibot';
import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Owner } from '../identity/signing.ts';
import { utf8 } from '../lib/bytes.ts';
import { randomId } from '../lib/base64.ts';
import { saidSchema, type Said } from './messages.ts';
import { jsonIn, readSigned, writeSigned } from './signed.ts';
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

/** A letter as bytes, its body as JSON. docs/protocol.md, “Letters”. */
export function writeLetter(
  identity: Identity,
  to: PeerId,
  content: Content,
  now: number,
): Promise<Bytes> {
  const text = JSON.stringify({ to, at: Math.floor(now), nonce: randomId(), content });
  return writeSigned(identity, 'letter 2', utf8(text));
}

/** Reads a letter said to be written by `from`, to `to`; `ownerOf` tells whose keys it brings. */
export async function readLetter(
  letter: Bytes,
  from: PeerId,
  to: PeerId,
  ownerOf: (publicKeys: Bytes) => Promise<Owner>,
): Promise<Letter | BadLetter> {
  const signed = await readSigned(letter, 'letter 2', from, ownerOf);
  if (signed === null) return 'forged';
  const parsed = v.safeParse(bodySchema, jsonIn(signed.body));
  if (!parsed.success) return 'malformed';
  const { at, nonce, content } = parsed.output;
  // Passed on by somebody whom it was written to.
  if (parsed.output.to !== to) return 'forged';
  return { publicKeys: signed.publicKeys, at, nonce, content };
}
