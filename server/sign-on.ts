import { createHash, createPublicKey, verify } from 'node:crypto';
import { isPeerId, peerIdOf } from './peer-id.ts';

/** How far the clocks of a phone and the server may be apart, in ms. */
const clockTolerance = 60_000;
/** 1 byte version, 64 bytes public keys, 8 bytes time, 64 bytes signature. */
const tokenBytes = 137;
const tokenText = /^[A-Za-z0-9_-]{183}$/;
const version = 1;

/** Why a client may not have the ID it asks for; goes to the client as it is. */
type Refusal =
  | { readonly code: 'guest' | 'token' | 'used'; readonly msg: string }
  /** `now`: the server's time, in ms since 1970. */
  | { readonly code: 'clock'; readonly msg: string; readonly now: number }
  /** `host`: where this broker wants to be reached. */
  | { readonly code: 'host'; readonly msg: string; readonly host: string };

export type Claim =
  /** The ID is proved, at that time of the phone's clock; it may be taken over from whoever holds it. */
  | { readonly kind: 'signed'; readonly time: number }
  /** Nobody's in particular: it belongs to whoever has the token with this SHA-256. */
  | { readonly kind: 'guest'; readonly tokenHash: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What a token is signed for; one for the other is none. */
type Purpose = 'sign-on' | 'ice';

interface TokenOptions {
  readonly purpose?: Purpose;
  /** The name by which phones reach this broker; null takes the one each request names. */
  readonly host: string | null;
  readonly allowGuests: boolean;
  readonly now?: () => number;
}

/**
 * Decides who may sign on with an ID. That of a phone takes a token signed by its key for this
 * host, this minute and this purpose, each good for once. docs/protocol.md, “Signing on”.
 */
export class TokenVerifier {
  readonly #options: TokenOptions;
  readonly #purpose: Purpose;
  readonly #now: () => number;
  /** Signatures seen, with the time from which on they are too old anyway. */
  readonly #used = new Map<string, number>();

  constructor(options: TokenOptions) {
    this.#options = options;
    this.#purpose = options.purpose ?? 'sign-on';
    this.#now = options.now ?? Date.now;
    setInterval(() => this.#forget(), clockTolerance).unref();
  }

  /** `asked` is the host that the request names. */
  check(id: string, token: string, asked: string): Claim {
    if (!isPeerId(id)) return this.#guest(token);
    const read = readToken(token);
    if (read === null || peerIdOf(read.publicKeys) !== id) return refuse(notOfThisId);
    const host = this.#options.host ?? asked.toLowerCase();
    if (!this.#isSigned(read, host, id)) return refuse(this.#whyUnsigned(read, host, id, asked));
    const now = this.#now();
    if (Math.abs(read.time - now) > clockTolerance) {
      return refuse({ code: 'clock', msg: 'The token is not of this minute', now });
    }
    if (!this.#isFirst(read, now)) {
      return refuse({ code: 'used', msg: 'The token was used before' });
    }
    return { kind: 'signed', time: read.time };
  }

  #guest(token: string): Claim {
    if (this.#options.allowGuests) return { kind: 'guest', tokenHash: hash(token) };
    return refuse({ code: 'guest', msg: 'This broker takes phones with a signed token only' });
  }

  /** Told apart, because it is no attack to open the phone under another name of its server. */
  #whyUnsigned(read: Token, host: string, id: string, asked: string): Refusal {
    if (asked.toLowerCase() === host || !this.#isSigned(read, asked.toLowerCase(), id))
      return notOfThisId;
    return { code: 'host', msg: `The token is for ${asked}, not for ${host}`, host };
  }

  #isSigned(token: Token, host: string, id: string): boolean {
    return isSigned(token, `tincan ${this.#purpose} 1\n${host}\n${id}\n${token.time}`);
  }

  /** What is too old is refused for that, used or not. */
  #forget(): void {
    const now = this.#now();
    for (const [seen, until] of this.#used) {
      if (until > now) break;
      this.#used.delete(seen);
    }
  }

  #isFirst({ signature }: Token, now: number): boolean {
    this.#forget();
    const key = signature.toString('latin1');
    if (this.#used.has(key)) return false;
    this.#used.set(key, now + 2 * clockTolerance);
    return true;
  }
}

const notOfThisId: Refusal = {
  code: 'token',
  msg: 'The token is not signed by the key of this ID',
};

/** The ID that a token claims; null if it is none. Nothing is proved by that. */
export function claimedIdOf(token: string): string | null {
  const read = readToken(token);
  return read && peerIdOf(read.publicKeys);
}

interface Token {
  readonly publicKeys: Buffer;
  /** In ms since 1970. */
  readonly time: number;
  readonly signature: Buffer;
}

function readToken(token: string): Token | null {
  if (!tokenText.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== tokenBytes || bytes[0] !== version) return null;
  return {
    publicKeys: bytes.subarray(1, 65),
    time: Number(bytes.readBigUInt64BE(65)),
    signature: bytes.subarray(73),
  };
}

function isSigned({ publicKeys, signature }: Token, text: string): boolean {
  try {
    const x = publicKeys.subarray(0, 32).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, signature);
  } catch {
    // Not every 32 bytes are a key.
    return false;
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function refuse(refusal: Refusal): Claim {
  return { kind: 'refused', refusal };
}
