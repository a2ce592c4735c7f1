import type { Identity } from './identity.ts';
import { peerIdOf, type PeerId } from './peer-id.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of an Ed25519 signature (RFC 8032, section 5.1.6). */
export const signatureLength = 64;

/** The signature of this identity, 64 bytes. */
export async function sign(identity: Identity, bytes: Bytes): Promise<Bytes> {
  const { privateKey } = identity.signing;
  return new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes));
}

/** Who has the private keys to some public ones. */
export interface Owner {
  readonly id: PeerId;
  /** Whether the owner signed `bytes`. */
  signed(bytes: Bytes, signature: Bytes): Promise<boolean>;
}

/** The owner of 64 bytes of public keys; one whose keys are no points of the curve has signed nothing. */
export async function ownerOf(publicKeys: Bytes): Promise<Owner> {
  const [id, key] = await Promise.all([peerIdOf(publicKeys), importKey(publicKeys.slice(0, 32))]);
  return {
    id,
    signed: async (bytes, signature) =>
      key !== null && (await crypto.subtle.verify('Ed25519', key, signature, bytes)),
  };
}

async function importKey(raw: Bytes): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  } catch (error) {
    // Not every 32 bytes are a key.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
