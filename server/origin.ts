import type { IncomingMessage } from 'node:http';

/**
 * Whose page a browser signs on for.
 * - `own`: the page of this server, or no browser
 * - `other`: that of another server, by its origin
 * - `none`: of no server, such as a file or a sandboxed frame
 */
export type Origin =
  { readonly kind: 'own' | 'none' } | { readonly kind: 'other'; readonly origin: string };

/** Characters of the longest name there is (RFC 1035, section 2.3.4). */
const longestName = 253;

/** `own` is the origin by which phones reach this server; null takes every page for its own. */
export function originOf({ headers: { origin } }: IncomingMessage, own: string | null): Origin {
  if (origin === undefined || own === null || origin === own) return { kind: 'own' };
  if (!URL.canParse(origin)) return { kind: 'none' };
  const { protocol, hostname, origin: other } = new URL(origin);
  // Without TLS only this machine is secure enough for a phone, or a network of one's own.
  const isServer = protocol === 'https:' || protocol === 'http:';
  const isName = other === origin && hostname.length <= longestName;
  return isServer && isName ? { kind: 'other', origin } : { kind: 'none' };
}
