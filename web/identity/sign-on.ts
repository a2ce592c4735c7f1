import { toBase64Url } from '../lib/base64.ts';
import { joinBytes, utf8 } from '../lib/bytes.ts';
import type { Identity } from './identity.ts';
import { sign } from './signing.ts';

const version = 1;

/**
 * The token by which a broker lets this identity sign on, or tells it servers for ICE: good once, at
 * the broker that is reached as `host` (as in `location.host`), around `now` (ms since 1970).
 * docs/protocol.md, “Signing on”.
 */
export async function signOnToken(
  identity: Identity,
  host: string,
  now: number,
  purpose: 'sign-on' | 'ice' = 'sign-on',
): Promise<string> {
  const time = Math.floor(now);
  const text = `tincan ${purpose} ${version}\n${host.toLowerCase()}\n${identity.id}\n${time}`;
  const at = new Uint8Array(8);
  new DataView(at.buffer).setBigUint64(0, BigInt(time));
  const signature = await sign(identity, utf8(text));
  return toBase64Url(joinBytes(Uint8Array.of(version), identity.publicKeys, at, signature));
}
