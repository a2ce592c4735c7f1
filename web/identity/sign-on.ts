import { toBase64Url } from '../lib/base64.ts';
import type { Identity } from './identity.ts';

const version = 1;

/**
 * The token by which a broker lets this identity sign on: good for one sign-on, at the broker that is
 * reached as `host` (as in `location.host`), around `now` (ms since 1970). docs/protocol.md, “Signing on”.
 */
export async function signOnToken(identity: Identity, host: string, now: number): Promise<string> {
  const time = Math.floor(now);
  const text = `tincan sign-on ${version}\n${host.toLowerCase()}\n${identity.id}\n${time}`;
  const { privateKey } = identity.signing;
  const signature = await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(text));
  const token = new Uint8Array(137);
  token[0] = version;
  token.set(identity.publicKeys, 1);
  new DataView(token.buffer).setBigUint64(65, BigInt(time));
  token.set(new Uint8Array(signature), 73);
  return toBase64Url(token);
}
