import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { joinBytes } from '../lib/bytes.ts';
import type { Identity } from './identity.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** HPKE (RFC 9180) in base mode: who sent something follows from the signature inside. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

const keyLength = 32;

/**
 * Closes `plain` so that only the owner of these 64 bytes of public keys can open it, with the same
 * `info`. 32 bytes of an encapsulated key, then the ciphertext; null for keys of small order
 * (RFC 7748, section 6.1), with which everybody could open it.
 */
export async function seal(publicKeys: Bytes, info: Bytes, plain: Bytes): Promise<Bytes | null> {
  const parts = await sealTo(publicKeys.slice(keyLength), info, plain);
  return parts && joinBytes(new Uint8Array(parts.enc), new Uint8Array(parts.ct));
}

async function sealTo(sealingKey: Bytes, info: Bytes, plain: Bytes) {
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(sealingKey);
    return await suite.seal({ recipientPublicKey, info }, plain);
  } catch {
    // The library wraps whatever fails; with keys that come from outside it is the keys.
    return null;
  }
}

/** What was sealed for this identity, or null if it was not, or was changed since. */
export async function unseal(
  identity: Identity,
  info: Bytes,
  sealed: Bytes,
): Promise<Bytes | null> {
  const enc = sealed.slice(0, keyLength);
  try {
    const recipient = { recipientKey: identity.sealing, enc, info };
    return new Uint8Array(await suite.open(recipient, sealed.slice(keyLength)));
  } catch {
    // The library wraps whatever fails; each failure means that this is not for us.
    return null;
  }
}
