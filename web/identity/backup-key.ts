import { joinBytes, utf8 } from '../lib/bytes.ts';
import { Failure } from '../lib/failure.ts';
import type { BackupProblem } from './backup-problem.ts';
import { normalPassphrase } from './passphrase.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The head of a backup, and the key that seals what follows. docs/backup.md. */
export interface BackupKey {
  readonly head: Bytes;
  /** AES-256-GCM. */
  readonly key: CryptoKey;
}

const magic = utf8('TINCANBK');
const version = 1;
/** OWASP’s figure of 2023 for PBKDF2-HMAC-SHA-256; what asks for more than the most is no backup. */
const iterations = 600_000;
const mostIterations = 10_000_000;

const versionAt = magic.length;
const iterationsAt = versionAt + 1;
const saltAt = iterationsAt + 4;
const checkAt = saltAt + 16;
const sumAt = checkAt + 16;

/** Bytes of the head. */
export const headLength = sumAt + 8;

/** A key out of a passphrase and chance. */
export async function newBackupKey(passphrase: string): Promise<BackupKey> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const { key, check } = await derive(passphrase, salt, iterations);
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, iterations);
  const summed = joinBytes(magic, Uint8Array.of(version), count, salt, check);
  return { key, head: joinBytes(summed, await sumOf(summed)) };
}

/** The key to a backup that begins so; throws a `Failure<BackupProblem>`. */
export async function readBackupKey(passphrase: string, head: Bytes): Promise<BackupKey> {
  const begin = head.subarray(0, magic.length);
  if (!isEqual(begin, magic.subarray(0, begin.length)) || begin.length === 0) throw fail('foreign');
  // Before anything else of it: a later version may have another head.
  if ((head[versionAt] ?? version) > version) throw fail('later');
  if (head.length < headLength) throw fail('cut');
  if (!isEqual(head.subarray(sumAt), await sumOf(head.slice(0, sumAt)))) throw fail('changed');
  const count = new DataView(head.buffer, head.byteOffset).getUint32(iterationsAt);
  if (head[versionAt] !== version || count < iterations || count > mostIterations)
    throw fail('changed');
  const { key, check } = await derive(passphrase, head.slice(saltAt, checkAt), count);
  if (!isEqual(check, head.subarray(checkAt, sumAt))) throw fail('passphrase');
  return { head, key };
}

/** PBKDF2 (RFC 8018), then HKDF (RFC 5869): one key to seal with, 16 bytes that tell a wrong one. */
async function derive(passphrase: string, salt: Bytes, count: number) {
  const { subtle } = crypto;
  const typed = utf8(normalPassphrase(passphrase));
  const secret = await subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: count };
  const bits = await subtle.deriveBits(algorithm, secret, 256);
  const root = await subtle.importKey('raw', bits, 'HKDF', false, ['deriveKey', 'deriveBits']);
  const hkdf = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) });
  const aes = { name: 'AES-GCM', length: 256 };
  const [key, check] = await Promise.all([
    subtle.deriveKey(hkdf('tincan backup seal'), root, aes, false, ['encrypt', 'decrypt']),
    subtle.deriveBits(hkdf('tincan backup check'), root, 128),
  ]);
  return { key, check: new Uint8Array(check) };
}

/** No seal, only to tell a damaged head from a wrong passphrase. */
async function sumOf(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 8);
}

function isEqual(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function fail(problem: BackupProblem): Failure<BackupProblem> {
  return new Failure(problem);
}
