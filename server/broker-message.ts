import * as v from 'valibot';

/** How deep a payload may be: what is some thousand levels deep can't be written as JSON again. */
const maxDepth = 32;

export const peerId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** Kept as it is, not copied. */
const payload = v.custom<object>(
  (value) => typeof value === 'object' && value !== null && isShallow(value, maxDepth),
);

/** What is kept for a moment if its receiver is not there. */
export const signal = { type: v.picklist(['OFFER', 'ANSWER', 'CANDIDATE']), dst: peerId, payload };
export const leave = { type: v.literal('LEAVE'), dst: peerId };

/**
 * What a client may say to the broker. OPEN, ERROR, ID-TAKEN and EXPIRE are the broker's own
 * words. A LEAVE without `dst`, by which a client of PeerServer forgets itself, is none either.
 */
const schema = v.variant('type', [
  v.object(signal),
  v.object(leave),
  v.object({ type: v.literal('HEARTBEAT') }),
]);

export type BrokerMessage = v.InferOutput<typeof schema> & {
  /** The frame it came in, if nothing else stands in it. */
  readonly frame?: string;
};
/** A message that goes to somebody. */
export type RelayedMessage = Exclude<BrokerMessage, { type: 'HEARTBEAT' }>;
export type RelayedType = RelayedMessage['type'];

/** Reads one text frame of a PeerJS client; null if it is none of the known messages. */
export function parseBrokerMessage(frame: string): BrokerMessage | null {
  const json = parseJson(frame);
  const message = fit(schema, json);
  if (message === null || keysOf(json) !== keysOf(message)) return message;
  return { ...message, frame };
}

/**
 * A message as its receiver gets it: what is known of it, and who said it. Where nothing else was said the
 * frame itself goes on: to write its payload as JSON again is a sixth of what it costs to relay it.
 */
export function writeMessage(src: string, message: RelayedMessage): string {
  const { type, dst, frame } = message;
  if (frame !== undefined) {
    return `{"src":${JSON.stringify(src)},${frame.slice(frame.indexOf('{') + 1)}`;
  }
  return JSON.stringify(
    message.type === 'LEAVE' ? { type, src, dst } : { type, src, dst, payload: message.payload },
  );
}

/** Reads JSON of a known shape; null if it is none. */
export function parse<T>(schema: v.GenericSchema<unknown, T>, text: string): T | null {
  return fit(schema, parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fit<T>(schema: v.GenericSchema<unknown, T>, json: unknown): T | null {
  const parsed = v.safeParse(schema, json);
  return parsed.success ? parsed.output : null;
}

function keysOf(json: unknown): number {
  return Object.keys(json as object).length;
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
