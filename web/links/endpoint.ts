import { joinBytes, utf8 } from '../lib/bytes.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where a phone can be reached on its own network: the kinds of host candidates (RFC 8445, section 5.1.1.1). */
type HostAddress =
  | { readonly kind: 'ipv4'; readonly bytes: Bytes }
  | { readonly kind: 'ipv6'; readonly bytes: Bytes }
  /** A name only this network can resolve: the UUID before `.local` (draft-ietf-mmusic-mdns-ice-candidates). */
  | { readonly kind: 'mdns'; readonly bytes: Bytes };

export type HostCandidate = HostAddress & { readonly port: number };

/** All that one side of a data connection has to know of the other one. */
export interface Endpoint {
  /** ICE user fragment and password (RFC 8839, section 5.4). */
  readonly ufrag: string;
  readonly password: string;
  /** SHA-256 of the certificate that DTLS will show, 32 bytes. */
  readonly fingerprint: Bytes;
  /** UDP; the best one first. */
  readonly candidates: readonly HostCandidate[];
}

/** More would make a QR code that is hard to read. */
export const mostCandidates = 8;

const fingerprintLength = 32;
const limits = { ufrag: [4, 32], password: [22, 64] } as const;
const kinds = [
  { kind: 'ipv4', tag: 4, length: 4 },
  { kind: 'ipv6', tag: 6, length: 16 },
  { kind: 'mdns', tag: 1, length: 16 },
] as const;

/** As bytes: docs/protocol.md, “By hand”. */
export function endpointBytes({ ufrag, password, fingerprint, candidates }: Endpoint): Bytes {
  return joinBytes(
    fingerprint,
    counted(ufrag),
    counted(password),
    ...candidates.map((candidate) => {
      const tag = kinds.find(({ kind }) => kind === candidate.kind)?.tag ?? 0;
      const { bytes, port } = candidate;
      return joinBytes(Uint8Array.of(tag), bytes, Uint8Array.of(port >> 8, port & 255));
    }),
  );
}

/** Null unless these bytes, all of them, are those of an endpoint that can be reached. */
export function parseEndpoint(bytes: Bytes): Endpoint | null {
  const fingerprint = bytes.slice(0, fingerprintLength);
  const ufrag = parseCounted(bytes, fingerprintLength, limits.ufrag);
  const password = ufrag && parseCounted(bytes, ufrag.end, limits.password);
  if (!password) return null;
  const candidates = parseCandidates(bytes.subarray(password.end));
  return candidates && { ufrag: ufrag.text, password: password.text, fingerprint, candidates };
}

/** Whether an endpoint survives being written and read. */
export function isWritable(endpoint: Endpoint): boolean {
  return parseEndpoint(endpointBytes(endpoint)) !== null;
}

function counted(text: string): Bytes {
  return joinBytes(Uint8Array.of(text.length), utf8(text));
}

function parseCounted(bytes: Bytes, at: number, [least, most]: readonly [number, number]) {
  const length = bytes[at] ?? 0;
  const end = at + 1 + length;
  if (length < least || length > most || end > bytes.length) return null;
  const text = String.fromCharCode(...bytes.subarray(at + 1, end));
  // They become lines of an SDP: nothing but `ice-char`.
  return /^[A-Za-z0-9+/]+$/.test(text) ? { text, end } : null;
}

function parseCandidates(bytes: Bytes): readonly HostCandidate[] | null {
  const candidates: HostCandidate[] = [];
  for (let at = 0; at < bytes.length;) {
    const form = kinds.find(({ tag }) => tag === bytes[at]);
    if (!form) return null;
    const end = at + 1 + form.length;
    const [high, low] = bytes.subarray(end, end + 2);
    if (high === undefined || low === undefined) return null;
    const port = (high << 8) | low;
    if (port === 0) return null;
    candidates.push({ kind: form.kind, bytes: bytes.slice(at + 1, end), port });
    at = end + 2;
  }
  const isReachable = candidates.length > 0 && candidates.length <= mostCandidates;
  return isReachable ? candidates : null;
}
