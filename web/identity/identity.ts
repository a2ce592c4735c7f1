import * as v from 'valibot';
import { joinBytes } from '../lib/bytes.ts';
import { loadRecord } from '../lib/load-records.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { peerIdOf, type PeerId } from './peer-id.ts';
import { peerIdSchema } from './peer-id-schema.ts';

/** Who this phone is; made once, kept on disk. */
export interface Identity {
  readonly id: PeerId;
  /** Ed25519. */
  readonly signing: CryptoKeyPair;
  /** X25519. */
  readonly sealing: CryptoKeyPair;
  /** 64 raw bytes: the public Ed25519 key, then the public X25519 key. */
  readonly publicKeys: Uint8Array<ArrayBuffer>;
}

/** The key of the one identity record on its shelf. */
const recordKey = 'identity';

const bytes = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array);

const recordSchema = v.object({
  id: peerIdSchema,
  publicKeys: v.pipe(bytes, v.length(64)),
  /** Private keys as PKCS #8 (RFC 8410). */
  signing: bytes,
  sealing: bytes,
});

/** A new identity; nothing is saved yet. */
export async function createIdentity(): Promise<Identity> {
  const signing = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  const sealing = await crypto.subtle.generateKey('X25519', true, ['deriveBits']);
  if (!('publicKey' in sealing)) throw new TypeError('X25519 makes key pairs');
  const publicKeys = joinBytes(
    await rawBytes(signing.publicKey),
    await rawBytes(sealing.publicKey),
  );
  return { id: await peerIdOf(publicKeys), signing, sealing, publicKeys };
}

/**
 * The saved identity; null if there is none, or if its record does not parse or
 * its keys don't belong together, in which case it is set aside, never deleted.
 */
export function loadIdentity(shelf: Shelf, report: Report): Promise<Identity | null> {
  return loadRecord(shelf, recordKey, readIdentity, report);
}

/** The record of an identity whose keys belong together, under its key; null for anything else. */
export async function parseIdentityRecord(record: unknown, key: string): Promise<unknown> {
  const isOne = key === recordKey && (await readIdentity(record)) !== null;
  return isOne ? v.parse(recordSchema, record) : null;
}

/** Saves the identity in place of the one before. */
export async function saveIdentity(shelf: Shelf, identity: Identity): Promise<void> {
  const record: v.InferOutput<typeof recordSchema> = {
    id: identity.id,
    publicKeys: identity.publicKeys,
    signing: await pkcs8Bytes(identity.signing.privateKey),
    sealing: await pkcs8Bytes(identity.sealing.privateKey),
  };
  await shelf.update(recordKey, () => record);
}

async function readIdentity(record: unknown): Promise<Identity | null> {
  const parsed = v.safeParse(recordSchema, record);
  if (!parsed.success) return null;
  const { id, publicKeys } = parsed.output;
  try {
    const [idOfKeys, signing, sealing] = await Promise.all([
      peerIdOf(publicKeys),
      readSigning(parsed.output.signing, publicKeys.slice(0, 32)),
      readSealing(parsed.output.sealing, publicKeys.slice(32)),
    ]);
    if (idOfKeys !== id) return null;
    return signing && sealing && { id, signing, sealing, publicKeys };
  } catch (error) {
    if (isBadKey(error)) return null;
    throw error;
  }
}

/** A browser without these curves, or without WebCrypto, says nothing about the record. */
function isBadKey(error: unknown): boolean {
  return error instanceof DOMException && error.name !== 'NotSupportedError';
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The pair, if the public key verifies what the private one signs. */
async function readSigning(pkcs8: Bytes, raw: Bytes): Promise<CryptoKeyPair | null> {
  const { subtle } = crypto;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']),
    subtle.importKey('raw', raw, 'Ed25519', true, ['verify']),
  ]);
  const signature = await subtle.sign('Ed25519', privateKey, raw);
  const belongs = await subtle.verify('Ed25519', publicKey, signature, raw);
  return belongs ? { privateKey, publicKey } : null;
}

/** The pair, if the private key times the base point is the public key (RFC 7748, section 6.1). */
async function readSealing(pkcs8: Bytes, raw: Bytes): Promise<CryptoKeyPair | null> {
  const { subtle } = crypto;
  const nine = new Uint8Array(32);
  nine[0] = 9;
  const [privateKey, publicKey, basePoint] = await Promise.all([
    subtle.importKey('pkcs8', pkcs8, 'X25519', true, ['deriveBits']),
    subtle.importKey('raw', raw, 'X25519', true, []),
    subtle.importKey('raw', nine, 'X25519', true, []),
  ]);
  const derived = await subtle.deriveBits({ name: 'X25519', public: basePoint }, privateKey, 256);
  const belongs = new Uint8Array(derived).every((byte, index) => byte === raw[index]);
  return belongs ? { privateKey, publicKey } : null;
}

async function rawBytes(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', key));
}

async function pkcs8Bytes(key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', key));
}
