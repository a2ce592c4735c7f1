import * as v from 'valibot';
import { fromBase64Url, toBase64Url } from '../lib/base64.ts';
import { joinBytes, utf8 } from '../lib/bytes.ts';
import { longestChunk } from './backup-chunks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** One record of what a phone keeps. */
export interface BackupRecord {
  /** The part it belongs to. */
  readonly of: string;
  /** Where in that part. */
  readonly key: string;
  readonly value: unknown;
}

/** What a chunk holds, its first byte; more kinds may come. */
const [recordsKind, bytesKind] = [1, 2] as const;

/** A chunk is full at about so many characters. */
const fullChunk = 65_536;

const recordSchema = v.object({ of: v.string(), key: v.string(), value: v.unknown() });

/** Records as chunks, each with a handful of them; bytes, which belong to the record before them, have their own. */
export async function* packRecords(
  items: AsyncIterable<BackupRecord | Bytes>,
): AsyncGenerator<Bytes> {
  let texts: string[] = [];
  let length = 0;
  for await (const item of items) {
    const isBytes = item instanceof Uint8Array;
    if (!isBytes) {
      const text = JSON.stringify(item, bytesToText);
      texts.push(text);
      length += text.length;
      if (length < fullChunk) continue;
    }
    if (texts.length > 0) yield packed(texts);
    texts = [];
    length = 0;
    if (isBytes) yield joinBytes(Uint8Array.of(bytesKind), item);
  }
  if (texts.length > 0) yield packed(texts);
}

/** The records of a chunk, or its bytes; `unknown` for one of another kind, and null for what can’t be read. */
export function unpackChunk(chunk: Bytes): readonly BackupRecord[] | Bytes | 'unknown' | null {
  if (chunk[0] === bytesKind) return chunk.subarray(1);
  if (chunk[0] !== recordsKind) return 'unknown';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(chunk.subarray(1));
    const parsed = v.safeParse(v.array(recordSchema), JSON.parse(text, textToBytes));
    return parsed.success ? parsed.output : null;
  } catch {
    // Neither text nor JSON: whoever wrote it is not this app.
    return null;
  }
}

function packed(texts: readonly string[]): Bytes {
  const chunk = joinBytes(Uint8Array.of(recordsKind), utf8(`[${texts.join(',')}]`));
  if (chunk.length > longestChunk) throw new RangeError('A record is too long');
  return chunk;
}

/** JSON has no bytes. */
function bytesToText(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { $bytes: toBase64Url(value) } : value;
}

function textToBytes(_key: string, value: unknown): unknown {
  const parsed = v.safeParse(v.strictObject({ $bytes: v.string() }), value);
  return parsed.success ? fromBase64Url(parsed.output.$bytes) : value;
}
