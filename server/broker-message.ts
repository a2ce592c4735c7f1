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

export type BrokerMessage = v.InferOutput<typeof schema>;
/** A message that goes to somebody. */
export type RelayedMessage = Exclude<BrokerMessage, { type: 'HEARTBEAT' }>;
export type RelayedType = RelayedMessage['type'];

/** Reads one text frame of a PeerJS client; null if it is none of the known messages. */
export function parseBrokerMessage(frame: string): BrokerMessage | null {
  return parse(schema, frame);
}

/**
 * A message as its receiver gets it: what is known of it, and who said it. Written anew, on one line: the
 * frame it came in may hold line feeds, and the same name twice.
 */
export function writeMessage(src: string, message: RelayedMessage): string {
  const { type, dst } = message;
  return JSON.stringify(
    message.type === 'LEAVE' ? { type, src, dst } : { type, src, dst, payload: message.payload },
  );
}

/** Reads JSON of a known shape; null if it is none. */
export function parse<T>(schema: v.GenericSchema<unknown, T>, text: string): T | null {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : null;
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
