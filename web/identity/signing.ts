import type { Identity } from './identity.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of an Ed25519 signature (RFC 8032, section 5.1.6). */
export const signatureLength = 64;

/** The signature of this identity, 64 bytes. */
export async function sign(identity: Identity, bytes: Bytes): Promise<Bytes> {
  const { privateKey } = identity.signing;
  return new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes));
}

/** Whether the owner of these 64 bytes of public keys signed `bytes`. */
export async function isSignedBy(
  publicKeys: Bytes,
  signature: Bytes,
  bytes: Bytes,
): Promise<boolean> {
  try {
    const raw = publicKeys.slice(0, 32);
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, signature, bytes);
  } catch (error) {
    // Not every 32 bytes are a key.
    if (error instanceof DOMException) return false;
    throw error;
  }
}
