import {
  isWritable,
  mostCandidates,
  type Endpoint,
  type HostCandidate,
} from '../links/endpoint.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * What an SDP of the browser says about where it can be reached; null if it says too little. Only
 * host candidates over UDP count: no server is asked, and TCP ones of browsers wait for nobody.
 */
export function endpointOf(sdp: string): Endpoint | null {
  const ufrag = lineOf(sdp, 'ice-ufrag');
  const password = lineOf(sdp, 'ice-pwd');
  const fingerprint = /^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i.exec(
    lineOf(sdp, 'fingerprint') ?? '',
  )?.[1];
  const candidates = candidatesOf(sdp);
  if (!ufrag || !password || !fingerprint) return null;
  const bytes = fromHex(fingerprint.replaceAll(':', ''));
  const endpoint = { ufrag, password, fingerprint: bytes, candidates };
  return isWritable(endpoint) ? endpoint : null;
}

/**
 * The SDP of that side: a data connection and nothing else. The side that answers opens DTLS
 * (RFC 8842, section 5.3).
 */
export function sdpOf(endpoint: Endpoint, type: 'offer' | 'answer'): string {
  const { ufrag, password, fingerprint, candidates } = endpoint;
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${pairs(fingerprint).join(':').toUpperCase()}`,
    `a=setup:${type === 'offer' ? 'actpass' : 'active'}`,
    'a=sctp-port:5000',
    'a=max-message-size:262144',
    ...candidates.map(candidateLine),
    'a=end-of-candidates',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function lineOf(sdp: string, attribute: string): string | undefined {
  return new RegExp(`^a=${attribute}:(.*?)\r?$`, 'm').exec(sdp)?.[1];
}

function candidatesOf(sdp: string): readonly HostCandidate[] {
  const hosts = /^a=candidate:\S+ 1 udp (\d+) (\S+) (\d+) typ host/gim;
  return [...sdp.matchAll(hosts)]
    .map(([, priority, address = '', port]) => ({ priority: Number(priority), address, port }))
    .toSorted((a, b) => b.priority - a.priority)
    .flatMap(({ address, port }) => hostCandidate(address, Number(port)) ?? [])
    .slice(0, mostCandidates);
}

function hostCandidate(address: string, port: number): HostCandidate | null {
  const uuid = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.local$/i.exec(address)?.[1];
  if (uuid) return { kind: 'mdns', bytes: fromHex(uuid.replaceAll('-', '')), port };
  if (/^\d+(?:\.\d+){3}$/.test(address)) {
    return { kind: 'ipv4', bytes: Uint8Array.from(address.split('.'), Number), port };
  }
  const ipv6 = address.includes(':') ? ipv6Bytes(address) : null;
  return ipv6 && { kind: 'ipv6', bytes: ipv6, port };
}

/** Null where an address has a form that no browser writes. */
function ipv6Bytes(address: string): Bytes | null {
  const [before = '', after] = address.split('::');
  const [head, tail] = [before, after ?? ''].map((part) => part.split(':').filter(Boolean));
  if (!head || !tail) return null;
  const gap = Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(gap).fill('0'), ...tail];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return fromHex(groups.map((group) => group.padStart(4, '0')).join(''));
}

/** The order says what is preferred (RFC 8445, section 5.1.2.1). */
function candidateLine(candidate: HostCandidate, index: number): string {
  const priority = 126 * 2 ** 24 + (65_535 - index) * 2 ** 8 + 255;
  return `a=candidate:${index} 1 udp ${priority} ${addressOf(candidate)} ${candidate.port} typ host`;
}

function addressOf({ kind, bytes }: HostCandidate): string {
  const hex = pairs(bytes).join('');
  switch (kind) {
    case 'ipv4':
      return bytes.join('.');
    case 'ipv6':
      return hex.replace(/.{4}(?=.)/g, '$&:');
    case 'mdns':
      return `${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}.local`;
  }
}

function pairs(bytes: Bytes): readonly string[] {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
}

function fromHex(hex: string): Bytes {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
