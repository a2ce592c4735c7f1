import type { ByteReader } from '../lib/byte-reader.ts';
import { joinBytes } from '../lib/bytes.ts';
import { Failure } from '../lib/failure.ts';
import type { BackupKey } from './backup-key.ts';
import type { BackupProblem } from './backup-problem.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Longest chunk, in bytes before it is sealed. */
export const longestChunk = 16_777_216;

const prefixLength = 5;
const tagLength = 16;
/** The first byte of a chunk. */
const [more, last] = [0, 1] as const;

/**
 * The sealed bytes of these chunks, each with its place and whether it is the last one in its nonce: none
 * can be left out, put elsewhere or cut off (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
 * Vizár, “Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance”).
 */
export async function* sealChunks(
  { head, key }: BackupKey,
  chunks: AsyncIterable<Bytes>,
): AsyncGenerator<Bytes> {
  yield head;
  let at = 0;
  const seal = async (chunk: Bytes, mark: number) => {
    if (chunk.length > longestChunk) throw new RangeError('A chunk is too long');
    const algorithm = { name: 'AES-GCM', iv: nonceOf(at++, mark), additionalData: head };
    const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, chunk));
    const prefix = new DataView(new ArrayBuffer(prefixLength));
    prefix.setUint8(0, mark);
    prefix.setUint32(1, sealed.length);
    return joinBytes(new Uint8Array(prefix.buffer), sealed);
  };
  // Which one is the last is known when there is none behind it.
  let held: Bytes = new Uint8Array();
  let isFirst = true;
  for await (const chunk of chunks) {
    if (!isFirst) yield await seal(held, more);
    held = chunk;
    isFirst = false;
  }
  yield await seal(held, last);
}

/**
 * The chunks that follow the head of a backup. Throws a `Failure<BackupProblem>` at the first byte that is
 * not as it was written; whoever wants the whole must wait for the end.
 */
export async function* openChunks(
  { head, key }: BackupKey,
  reader: ByteReader,
): AsyncGenerator<Bytes> {
  let mark: number = more;
  for (let at = 0; mark === more; at++) {
    const prefix = await reader.read(prefixLength);
    if (prefix.length < prefixLength) throw fail('cut');
    mark = prefix[0] ?? NaN;
    const length = new DataView(prefix.buffer).getUint32(1);
    const isChunk = mark === more || mark === last;
    if (!isChunk || length < tagLength || length > longestChunk + tagLength) throw fail('changed');
    const sealed = await reader.read(length);
    if (sealed.length < length) throw fail('cut');
    const algorithm = { name: 'AES-GCM', iv: nonceOf(at, mark), additionalData: head };
    yield new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed).catch(changed));
  }
  if ((await reader.read(1)).length > 0) throw fail('changed');
}

/** Good for this key only, which is drawn anew for each backup: 7 zeros, the place, the mark. */
function nonceOf(at: number, mark: number): Bytes {
  const nonce = new DataView(new ArrayBuffer(12));
  nonce.setUint32(7, at);
  nonce.setUint8(11, mark);
  return new Uint8Array(nonce.buffer);
}

function changed(cause: unknown): never {
  throw new Failure<BackupProblem>('changed', { cause });
}

function fail(problem: BackupProblem): Failure<BackupProblem> {
  return new Failure(problem);
}
