/**
 * Where a Tincan server is, as it stands behind the `@` of an address and in `location.host`: a name,
 * an IPv4 address or an IPv6 one in brackets, in lower case, with the port if it is not that of https.
 */
export type Host = string & { readonly Host: unique symbol };

const shape = /^(?=.{1,260}$)(\[[\da-f:.]+\]|[a-z\d-]+(?:\.[a-z\d-]+)*)(?::[1-9]\d*)?$/i;

/** Reads a host however large its letters; null for anything more, or less, than a host. */
export function parseHost(text: string): Host | null {
  const name = shape.exec(text)?.[1];
  if (name === undefined || !URL.canParse(`https://${text}`)) return null;
  const { host, hostname } = new URL(`https://${text}`);
  // To a browser `1.2` is an address, and another one than it looks.
  return name.startsWith('[') || hostname === name.toLowerCase() ? (host as Host) : null;
}

/** True for a host in the form that `parseHost` gives it. */
export function isHost(value: unknown): value is Host {
  return typeof value === 'string' && parseHost(value) === value;
}
