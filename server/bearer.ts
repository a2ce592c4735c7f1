import type { IncomingHttpHeaders } from 'node:http';

/** The token that a request shows (RFC 6750, section 2.1); null if it shows none. */
export function bearerOf({ authorization }: IncomingHttpHeaders): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}
