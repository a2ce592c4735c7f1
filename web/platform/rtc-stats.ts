import * as v from 'valibot';
import type {
  Codec,
  Incoming,
  Limitation,
  Outgoing,
  Picture,
  Reported,
  Sample,
} from '../calls/quality-sample.ts';
import { pathOf } from './rtc-path.ts';

/** Names as they stand in a codec's MIME type, in lower case. */
const codecNames: ReadonlyMap<string, Codec> = new Map(
  Object.entries({
    opus: 'opus',
    red: 'red',
    g722: 'G722',
    pcmu: 'PCMU',
    pcma: 'PCMA',
    vp8: 'VP8',
    vp9: 'VP9',
    h264: 'H264',
    h265: 'H265',
    av1: 'AV1',
  } satisfies Record<Lowercase<Codec>, Codec>),
);

/** Of packets, bytes and samples: whole ones, so that what is shared among them stays finite. */
const count = v.fallback(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0);
/** Seconds of all of them. */
const sum = v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)), 0);
const maybe = v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))), null);
/** Seconds; more than an hour of round trip or jitter is no measurement. */
const time = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600))), null);
const text = v.fallback(v.nullable(v.string()), null);
const kind = v.picklist(['audio', 'video']);
const picture = { frameWidth: maybe, frameHeight: maybe, framesPerSecond: maybe };

const inboundSchema = v.object({
  type: v.literal('inbound-rtp'),
  kind,
  packetsReceived: count,
  packetsLost: count,
  bytesReceived: count,
  jitter: time,
  jitterBufferDelay: sum,
  jitterBufferEmittedCount: count,
  codecId: text,
  ...picture,
});
const outboundSchema = v.object({
  type: v.literal('outbound-rtp'),
  kind,
  packetsSent: count,
  bytesSent: count,
  codecId: text,
  qualityLimitationReason: v.fallback(
    v.nullable(v.picklist(['none', 'cpu', 'bandwidth', 'other'] satisfies readonly Limitation[])),
    null,
  ),
  ...picture,
});
const remoteSchema = v.object({
  type: v.literal('remote-inbound-rtp'),
  kind,
  packetsLost: count,
  fractionLost: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null),
  jitter: time,
  roundTripTime: time,
});

type Entries = ReadonlyMap<string, Readonly<Record<string, unknown>>>;
type Kind = 'audio' | 'video';

/**
 * The counters in what `getStats()` gave (W3C webrtc-stats), or null if that holds no media. Seconds
 * become ms; addresses, names and IDs stay outside. Firefox and Chromium differ in what they leave out.
 */
export function parseStats(report: unknown, at: number): Sample | null {
  const entries = entriesOf(report);
  if (entries === null) return null;
  const incoming = both((one) => received(entries, one));
  const outgoing = both((one) => sent(entries, one));
  if (!incoming.audio && !incoming.video && !outgoing.audio && !outgoing.video) return null;
  return {
    at,
    incoming,
    outgoing,
    reported: both((one) => reported(entries, one)),
    path: pathOf(entries),
  };
}

function both<T>(of: (kind: Kind) => T | null) {
  return { audio: of('audio'), video: of('video') };
}

/** A report is a map; whatever in it is no object is left out. */
function entriesOf(report: unknown): Entries | null {
  if (typeof report !== 'object' || report === null || !('forEach' in report)) return null;
  if (typeof report.forEach !== 'function') return null;
  const entries = new Map<string, Readonly<Record<string, unknown>>>();
  (report as ReadonlyMap<unknown, unknown>).forEach((entry, key) => {
    if (typeof key === 'string' && typeof entry === 'object' && entry !== null) {
      entries.set(key, entry as Readonly<Record<string, unknown>>);
    }
  });
  return entries;
}

function received(entries: Entries, wanted: Kind): Incoming | null {
  const one = busiest(entries, inboundSchema, wanted, (some) => some.packetsReceived);
  return (
    one && {
      packets: one.packetsReceived,
      lost: one.packetsLost,
      bytes: one.bytesReceived,
      jitterMs: ms(one.jitter),
      bufferedMs: one.jitterBufferDelay * 1000,
      emitted: one.jitterBufferEmittedCount,
      codec: codecOf(entries, one.codecId),
      picture: pictureOf(one),
    }
  );
}

function sent(entries: Entries, wanted: Kind): Outgoing | null {
  const one = busiest(entries, outboundSchema, wanted, (some) => some.packetsSent);
  return (
    one && {
      packets: one.packetsSent,
      bytes: one.bytesSent,
      codec: codecOf(entries, one.codecId),
      picture: pictureOf(one),
      limitation:
        wanted === 'video' ? (one.qualityLimitationReason satisfies Limitation | null) : null,
    }
  );
}

function reported(entries: Entries, wanted: Kind): Reported | null {
  const one = busiest(entries, remoteSchema, wanted, () => 0);
  return (
    one && {
      lost: one.packetsLost,
      lostShare: one.fractionLost,
      jitterMs: ms(one.jitter),
      roundTripMs: ms(one.roundTripTime),
    }
  );
}

/** Retransmissions may have an entry of their own; the stream is the one with the most packets. */
function busiest<Schema extends v.GenericSchema<unknown, { readonly kind: Kind }>>(
  entries: Entries,
  schema: Schema,
  wanted: Kind,
  packets: (one: v.InferOutput<Schema>) => number,
): v.InferOutput<Schema> | null {
  let best: v.InferOutput<Schema> | null = null;
  for (const entry of entries.values()) {
    const parsed = v.safeParse(schema, entry);
    if (!parsed.success || parsed.output.kind !== wanted) continue;
    if (best === null || packets(parsed.output) > packets(best)) best = parsed.output;
  }
  return best;
}

function codecOf(entries: Entries, id: string | null): Codec | null {
  const type = id === null ? undefined : entries.get(id)?.['mimeType'];
  const name = typeof type === 'string' ? type.split('/')[1] : undefined;
  return codecNames.get(name?.toLowerCase() ?? '') ?? null;
}

interface Framed {
  readonly frameWidth: number | null;
  readonly frameHeight: number | null;
  readonly framesPerSecond: number | null;
}

function pictureOf({ frameWidth, frameHeight, framesPerSecond }: Framed): Picture | null {
  if (!frameWidth || !frameHeight) return null;
  return { width: frameWidth, height: frameHeight, fps: framesPerSecond };
}

function ms(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}
