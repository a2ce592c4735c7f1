import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { toBase64Url } from '../lib/base64.ts';
import { joinBytes, utf8 } from '../lib/bytes.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Identity } from './identity.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** HPKE (RFC 9180) in base mode: who sent something follows from the signature inside. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});
/** What the key of AES-128-GCM is exported for (RFC 9180, section 5.3), and its length in bytes. */
const purpose = utf8('tincan letters').buffer;
const secretLength = 16;

const keyLength = 32;
const nonceLength = 12;
/** Secrets that are kept, each way; others are agreed on anew. */
const mostSecrets = 64;

/** A key for all that one phone seals for another while its page is open. */
interface Secret {
  readonly encapsulated: Bytes;
  readonly key: CryptoKey;
}

/**
 * Closes letters so that only their receiver can open them. Agreeing on a secret takes twenty times as
 * long as sealing with it, so it is done once and the encapsulated key goes along with each letter.
 */
export class Sealing {
  readonly #identity: Identity;
  /** By receiver and `info`. */
  readonly #given = new RecentMap<string, Promise<Secret | null>>(mostSecrets);
  /** By encapsulated key and `info`. */
  readonly #taken = new RecentMap<string, Promise<CryptoKey | null>>(mostSecrets);

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /**
   * Closes `plain` so that only the owner of these 64 bytes of public keys can open it, with the same
   * `info`. 32 bytes of an encapsulated key, 12 of a nonce, then the ciphertext; null for keys of small
   * order (RFC 7748, section 6.1), with which everybody could open it.
   */
  async seal(publicKeys: Bytes, info: Bytes, plain: Bytes): Promise<Bytes | null> {
    const name = nameOf(publicKeys, info);
    const secret = await this.#given.kept(name, () => give(publicKeys.slice(keyLength), info));
    if (!secret) return null;
    const nonce = crypto.getRandomValues(new Uint8Array(nonceLength));
    const algorithm = { name: 'AES-GCM', iv: nonce };
    const ciphertext = await crypto.subtle.encrypt(algorithm, secret.key, plain);
    return joinBytes(secret.encapsulated, nonce, new Uint8Array(ciphertext));
  }

  /** What was sealed for this identity, or null if it was not, or was changed since. */
  async unseal(info: Bytes, sealed: Bytes): Promise<Bytes | null> {
    const encapsulated = sealed.slice(0, keyLength);
    const nonce = sealed.slice(keyLength, keyLength + nonceLength);
    const ciphertext = sealed.slice(keyLength + nonceLength);
    const take = () => this.#take(encapsulated, info);
    const key = await this.#taken.kept(nameOf(encapsulated, info), take);
    if (!key) return null;
    try {
      const algorithm = { name: 'AES-GCM', iv: nonce };
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext));
    } catch (error) {
      // Whatever does not open was not for us, or was changed.
      if (error instanceof DOMException) return null;
      throw error;
    }
  }

  async #take(encapsulated: Bytes, info: Bytes): Promise<CryptoKey | null> {
    const recipientKey = this.#identity.sealing;
    try {
      const context = await suite.createRecipientContext({ recipientKey, enc: encapsulated, info });
      return await importSecret(await context.export(purpose, secretLength), 'decrypt');
    } catch {
      // The library wraps whatever fails; with a key that comes from outside it is the key.
      return null;
    }
  }
}

async function give(sealingKey: Bytes, info: Bytes): Promise<Secret | null> {
  try {
    const recipientPublicKey = await suite.kem.deserializePublicKey(sealingKey);
    const context = await suite.createSenderContext({ recipientPublicKey, info });
    const key = await importSecret(await context.export(purpose, secretLength), 'encrypt');
    return { encapsulated: new Uint8Array(context.enc), key };
  } catch {
    // The library wraps whatever fails; with keys that come from outside it is the keys.
    return null;
  }
}

function importSecret(secret: ArrayBuffer, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, 'AES-GCM', false, [usage]);
}

function nameOf(key: Bytes, info: Bytes): string {
  return toBase64Url(joinBytes(key, info));
}
