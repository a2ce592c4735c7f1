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

/**
 * What the broker passes to a phone. An envelope is a `CANDIDATE` whose payload
 * holds a message of ours: PeerServer passes it untouched, PeerJS never sees it.
 */
export type BrokerMessage =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly why: 'ID-TAKEN' | 'INVALID-KEY' | 'ERROR' }
  /** The broker gave up on delivering something to `from`. */
  | { readonly kind: 'expire'; readonly from: PeerId }
  | { readonly kind: 'signal'; readonly from: PeerId; readonly signal: Signal }
  | { readonly kind: 'envelope'; readonly from: PeerId; readonly content: unknown };

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

const src = v.custom<PeerId>(isPeerId);

const brokerSchema = v.union([
  v.pipe(
    v.object({ type: v.literal('OPEN') }),
    v.transform((): BrokerMessage => ({ kind: 'open' })),
  ),
  v.pipe(
    v.object({ type: v.picklist(['ID-TAKEN', 'INVALID-KEY', 'ERROR']) }),
    v.transform(({ type }): BrokerMessage => ({ kind: 'refused', why: type })),
  ),
  v.pipe(
    v.object({ type: v.literal('EXPIRE'), src }),
    v.transform((message): BrokerMessage => ({ kind: 'expire', from: message.src })),
  ),
  v.pipe(
    v.object({
      type: v.literal('CANDIDATE'),
      src,
      payload: v.object({ tincan: v.literal(1), message: v.unknown() }),
    }),
    v.transform((message): BrokerMessage => ({
      kind: 'envelope',
      from: message.src,
      content: message.payload.message,
    })),
  ),
  v.pipe(
    v.intersect([v.object({ src }), signalSchema]),
    v.transform((message): BrokerMessage => ({
      kind: 'signal',
      from: message.src,
      signal: { type: message.type, payload: message.payload } as Signal,
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
