/** Codecs a browser may negotiate for a call; everything else is not named. */
export const codecs = [
  'opus',
  'red',
  'G722',
  'PCMU',
  'PCMA',
  'VP8',
  'VP9',
  'H264',
  'H265',
  'AV1',
] as const;
export type Codec = (typeof codecs)[number];

/** Kinds of ICE candidates (RFC 8445, 5.1.1): where an address comes from, never the address. */
export const candidateTypes = ['host', 'srflx', 'prflx', 'relay'] as const;
export type CandidateType = (typeof candidateTypes)[number];

/** The way media goes: within a network, straight through the internet, or over a TURN server. */
export const routes = ['same-network', 'direct', 'relayed'] as const;
export type Route = (typeof routes)[number];

/** What keeps a sent picture smaller or slower than the camera's (W3C webrtc-stats). */
export type Limitation = 'none' | 'cpu' | 'bandwidth' | 'other';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Null where the browser does not tell. */
  readonly fps: number | null;
}

/** What came in since the connection was made. */
export interface Incoming {
  readonly packets: number;
  readonly lost: number;
  readonly bytes: number;
  readonly jitterMs: number | null;
  /** Sum of the time that each of `emitted` samples or frames waited to be played, in ms. */
  readonly bufferedMs: number;
  readonly emitted: number;
  readonly codec: Codec | null;
  readonly picture: Picture | null;
}

/** What went out since the connection was made. */
export interface Outgoing {
  readonly packets: number;
  readonly bytes: number;
  readonly codec: Codec | null;
  readonly picture: Picture | null;
  readonly limitation: Limitation | null;
}

/** What the other side says of what it receives (RTCP receiver report, RFC 3550, 6.4). */
export interface Reported {
  readonly lost: number;
  /** Of the packets between its last two reports, 0–1; null where the browser does not tell. */
  readonly lostShare: number | null;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
}

export interface Path {
  readonly route: Route;
  readonly local: CandidateType;
  readonly remote: CandidateType;
  readonly protocol: 'udp' | 'tcp' | null;
  readonly roundTripMs: number | null;
}

interface Both<T> {
  readonly audio: T | null;
  readonly video: T | null;
}

/** The counters of a media connection at one moment, without any address, name or ID. */
export interface Sample {
  /** Ms since 1970. */
  readonly at: number;
  readonly incoming: Both<Incoming>;
  readonly outgoing: Both<Outgoing>;
  readonly reported: Both<Reported>;
  readonly path: Path | null;
}
