import * as v from 'valibot';

const peerId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/**
 * What a client may say to the broker. OPEN, ERROR, ID-TAKEN and EXPIRE are
 * the broker's own words. LEAVE needs a `dst`: without one PeerServer would
 * forget a client whose socket is still open.
 */
const schema = v.variant('type', [
  v.object({
    type: v.picklist(['OFFER', 'ANSWER', 'CANDIDATE']),
    dst: peerId,
    payload: v.pipe(
      v.looseObject({}),
      v.check((payload) => isShallow(payload, maxDepth)),
    ),
  }),
  v.object({ type: v.literal('LEAVE'), dst: peerId }),
  v.object({ type: v.literal('HEARTBEAT') }),
]);

export type BrokerMessage = v.InferOutput<typeof schema>;

/**
 * PeerServer closes the receiver's socket if a message can't be written as
 * JSON again, which recursion a few thousand levels deep can't.
 */
const maxDepth = 32;

/** Reads one text frame of a PeerJS client; null if it is none of the known messages. */
export function parseBrokerMessage(frame: string): BrokerMessage | null {
  let message: unknown;
  try {
    message = JSON.parse(frame);
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
