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
 * What a client may say to the broker. OPEN, ERROR, ID-TAKEN, EXPIRE and GOING-AWAY are the
 * broker's own words. A LEAVE without `dst`, by which a client of PeerServer forgets itself, is none either.
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

/** A message, and what it may go on as: its frame as it came; null where it has to be written anew. */
export interface Said {
  readonly message: BrokerMessage;
  readonly frame: string | null;
}

/** Reads one text frame of a PeerJS client; null if it is none of the known messages. */
export function parseBrokerMessage(frame: string): Said | null {
  const raw = readJson(frame);
  const parsed = v.safeParse(schema, raw);
  if (!parsed.success) return null;
  const message = parsed.output;
  return { message, frame: isPlain(frame, raw as object, message) ? frame : null };
}

/** One object on one line, and in it nothing but what is known. */
function isPlain(frame: string, raw: object, known: object): boolean {
  if (!frame.endsWith('}') || frame.includes('\n')) return false;
  return Object.keys(raw).length === Object.keys(known).length;
}

/** A message as its receiver gets it: what was said, and by whom, on one line. */
export function writeMessage(
  src: string,
  message: RelayedMessage,
  frame: string | null = null,
): string {
  if (frame !== null) return `${frame.slice(0, -1)},"src":${JSON.stringify(src)}}`;
  const { type, dst } = message;
  return JSON.stringify(
    message.type === 'LEAVE' ? { type, src, dst } : { type, src, dst, payload: message.payload },
  );
}

/** Reads JSON of a known shape; null if it is none. */
export function parse<T>(schema: v.GenericSchema<unknown, T>, text: string): T | null {
  const parsed = v.safeParse(schema, readJson(text));
  return parsed.success ? parsed.output : null;
}

/** What no schema takes, if it is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
