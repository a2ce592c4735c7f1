import * as v from 'valibot';
import { isPeerId, type PeerId } from '../identity/peer-id.ts';

/** What PeerJS on one phone has to say to PeerJS on another to set up a connection. */
export type Signal =
  | {
      readonly type: 'OFFER';
      readonly payload: {
        readonly type: 'data' | 'media';
        readonly connectionId: string;
        readonly sdp: { readonly type: 'offer'; readonly sdp: string };
        readonly metadata?: unknown;
        readonly label?: string | undefined;
        readonly serialization?: 'raw' | undefined;
        readonly reliable?: boolean | undefined;
      };
    }
  | {
      readonly type: 'ANSWER';
      readonly payload: {
        readonly type: 'data' | 'media';
        readonly connectionId: string;
        readonly sdp: { readonly type: 'answer'; readonly sdp: string };
      };
    }
  | {
      readonly type: 'CANDIDATE';
      readonly payload: {
        readonly type: 'data' | 'media';
        readonly connectionId: string;
        readonly candidate: RTCIceCandidateInit;
      };
    };

/** Why the broker refuses a phone, where its owner can mend it or ought to know. */
export type LineTrouble =
  /** The clocks differ; `now` is that of the broker, in ms since 1970. */
  | { readonly code: 'clock'; readonly now: number }
  /** The phone was opened by another name than the broker's, which is `host`. */
  | { readonly code: 'host'; readonly host: string }
  /** It has as many phones as it takes: in all, or from this network or page. */
  | { readonly code: 'full' | 'crowded' }
  /** Another device with the same identity has signed on. */
  | { readonly code: 'elsewhere' };

/**
 * A letter on its way, base64url: readable for whoever carries it, or sealed. It travels as the
 * payload of a message of PeerJS, which PeerServer passes untouched and PeerJS never sees.
 */
export type Envelope =
  { readonly tincan: 3; readonly open: string } | { readonly tincan: 3; readonly sealed: string };

/** What the broker passes to a phone. */
export type BrokerMessage =
  /** `broker` is what it calls itself; null where it does not. */
  | { readonly kind: 'open'; readonly broker: string | null }
  | {
      readonly kind: 'refused';
      readonly why: 'ID-TAKEN' | 'INVALID-KEY' | 'ERROR';
      readonly trouble: LineTrouble | null;
    }
  /** The server stops, and wants this phone to sign on again: at another one of the same broker. */
  | { readonly kind: 'going-away' }
  /** The broker is there. */
  | { readonly kind: 'beat' }
  /** What this phone said to itself to see whether the broker is there. */
  | { readonly kind: 'echo'; readonly from: PeerId }
  /** The broker gave up on delivering something to `from`. */
  | { readonly kind: 'expire'; readonly from: PeerId }
  | { readonly kind: 'letter'; readonly from: PeerId; readonly envelope: Envelope };

const connection = {
  type: v.picklist(['data', 'media']),
  connectionId: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
};
const sdpText = v.pipe(v.string(), v.startsWith('v=0'), v.maxLength(50_000));
const index = v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)), null);
const short = v.nullish(v.pipe(v.string(), v.maxLength(256)), null);

const signalSchemas = [
  v.object({
    type: v.literal('OFFER'),
    payload: v.pipe(
      v.object({
        ...connection,
        sdp: v.object({ type: v.literal('offer'), sdp: sdpText }),
        metadata: v.optional(v.unknown()),
        label: v.optional(v.pipe(v.string(), v.maxLength(128))),
        // PeerJS's other serializations throw on malformed input; links use `raw` only.
        serialization: v.optional(v.literal('raw')),
        reliable: v.optional(v.boolean()),
      }),
      v.check(({ type, serialization }) => type === 'media' || serialization === 'raw'),
    ),
  }),
  v.object({
    type: v.literal('ANSWER'),
    payload: v.object({
      ...connection,
      sdp: v.object({ type: v.literal('answer'), sdp: sdpText }),
    }),
  }),
  v.object({
    type: v.literal('CANDIDATE'),
    payload: v.object({
      ...connection,
      candidate: v.object({
        candidate: v.pipe(v.string(), v.maxLength(1_024)),
        sdpMid: short,
        sdpMLineIndex: index,
        usernameFragment: short,
      }),
    }),
  }),
] as const;

/** For messages which carry a signal inside. */
export const signalSchema: v.GenericSchema<unknown, Signal> = v.variant('type', signalSchemas);

const base64Url = v.pipe(v.string(), v.maxLength(60_000), v.regex(/^[\w-]+$/));

export const envelopeSchema: v.GenericSchema<unknown, Envelope> = v.union([
  v.object({ tincan: v.literal(3), open: base64Url }),
  v.object({ tincan: v.literal(3), sealed: base64Url }),
]);

const src = v.custom<PeerId>(isPeerId);

const troubleSchema = v.variant('code', [
  v.object({ code: v.literal('clock'), now: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  v.object({
    code: v.literal('host'),
    host: v.pipe(v.string(), v.maxLength(260), v.regex(/^[\w.:[\]-]+$/)),
  }),
  v.object({ code: v.picklist(['full', 'elsewhere']) }),
  v.pipe(
    v.object({ code: v.picklist(['address', 'site', 'sign-ons']) }),
    v.transform(() => ({ code: 'crowded' }) as const),
  ),
]);

const brokerSchema = v.union([
  v.pipe(
    v.object({
      type: v.literal('OPEN'),
      broker: v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{22}$/))), null),
    }),
    v.transform(({ broker }): BrokerMessage => ({ kind: 'open', broker })),
  ),
  v.pipe(
    v.object({ type: v.literal('HEARTBEAT') }),
    v.transform((): BrokerMessage => ({ kind: 'beat' })),
  ),
  v.pipe(
    v.object({ type: v.literal('GOING-AWAY') }),
    v.transform((): BrokerMessage => ({ kind: 'going-away' })),
  ),
  v.pipe(
    v.object({
      type: v.picklist(['ID-TAKEN', 'INVALID-KEY', 'ERROR']),
      payload: v.fallback(v.nullable(troubleSchema), null),
    }),
    v.transform((message): BrokerMessage => ({
      kind: 'refused',
      why: message.type,
      trouble: message.payload,
    })),
  ),
  v.pipe(
    v.object({ type: v.literal('EXPIRE'), src }),
    v.transform((message): BrokerMessage => ({ kind: 'expire', from: message.src })),
  ),
  v.pipe(
    v.object({
      type: v.literal('CANDIDATE'),
      src,
      payload: v.object({ tincan: v.literal(3), echo: v.literal(true) }),
    }),
    v.transform((message): BrokerMessage => ({ kind: 'echo', from: message.src })),
  ),
  v.pipe(
    v.object({ type: v.picklist(['OFFER', 'ANSWER', 'CANDIDATE']), src, payload: envelopeSchema }),
    v.transform((message): BrokerMessage => ({
      kind: 'letter',
      from: message.src,
      envelope: message.payload,
    })),
  ),
]);

/** A message from the broker's socket, or null for anything this phone has no use for. */
export function parseBrokerMessage(value: unknown): BrokerMessage | null {
  const parsed = v.safeParse(brokerSchema, value);
  return parsed.success ? parsed.output : null;
}

/** A signal as PeerJS hands it to its socket, or null. */
export function parseSignal(value: unknown): Signal | null {
  const parsed = v.safeParse(signalSchema, value);
  return parsed.success ? parsed.output : null;
}
