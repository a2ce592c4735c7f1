import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { peerIdOf } from '../../../server/peer-id.ts';

/** The identity of a phone, as far as a broker asks for it. */
export class PhoneKey {
  readonly id: string;
  readonly #publicKeys: Buffer;
  readonly #signing: KeyObject;

  constructor() {
    const signing = generateKeyPairSync('ed25519');
    const sealing = generateKeyPairSync('x25519');
    this.#signing = signing.privateKey;
    this.#publicKeys = Buffer.concat([raw(signing.publicKey), raw(sealing.publicKey)]);
    this.id = peerIdOf(this.#publicKeys);
  }

  /** A token for that host; `id` is what is signed, by default one's own. */
  token(host: string, time = Date.now(), id = this.id, purpose = 'sign-on'): string {
    const at = Buffer.alloc(8);
    at.writeBigUInt64BE(BigInt(time));
    const text = `tincan ${purpose} 1\n${host}\n${id}\n${time}`;
    const signature = sign(null, Buffer.from(text), this.#signing);
    return Buffer.concat([Buffer.of(1), this.#publicKeys, at, signature]).toString('base64url');
  }

  /** A token to ask for ICE servers. */
  iceToken(host: string, time = Date.now()): string {
    return this.token(host, time, this.id, 'ice');
  }
}

/**
 * The 32 bytes at the end of what RFC 8410, section 4 describes. As JWK the same takes Node 20 into a
 * deadlock after some thousand keys, when garbage is collected meanwhile.
 */
function raw(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32);
}
