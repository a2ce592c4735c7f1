import type { Identity } from '../identity/identity.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { sign, signatureLength, type Owner } from '../identity/signing.ts';
import { joinBytes, utf8 } from '../lib/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What a signature is for: one for a letter is none for a parcel. */
export type Purpose = 'letter 2' | 'parcel 1';

const keysLength = 64;
/** In bytes: public keys and signature. */
export const headLength = keysLength + signatureLength;

/** Public keys, signature, and the body. docs/protocol.md, “Letters”. */
export async function writeSigned(
  identity: Identity,
  purpose: Purpose,
  body: Bytes,
): Promise<Bytes> {
  const signature = await sign(identity, signed(purpose, identity.id, body));
  return joinBytes(identity.publicKeys, signature, body);
}

/** What `from` has signed for that purpose; null for all else. `ownerOf` tells whose keys it brings. */
export async function readSigned(
  bytes: Bytes,
  purpose: Purpose,
  from: PeerId,
  ownerOf: (publicKeys: Bytes) => Promise<Owner>,
): Promise<{ readonly publicKeys: Bytes; readonly body: Bytes } | null> {
  if (bytes.length <= headLength) return null;
  const publicKeys = bytes.slice(0, keysLength);
  const signature = bytes.slice(keysLength, headLength);
  const body = bytes.slice(headLength);
  const owner = await ownerOf(publicKeys);
  const isOwners =
    owner.id === from && (await owner.signed(signed(purpose, from, body), signature));
  return isOwners ? { publicKeys, body } : null;
}

/** The JSON in a body; null where there is none. */
export function jsonIn(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

/** What the signature is over. */
function signed(purpose: Purpose, from: PeerId, body: Bytes): Bytes {
  return joinBytes(utf8(`tincan ${purpose}\n${from}\n`), body);
}
