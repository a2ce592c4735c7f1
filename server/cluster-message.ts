import * as v from 'valibot';
import { leave, parse, peerId, signal } from './broker-message.ts';
import { isClientId } from './client-id.ts';
import type { Relay } from './waiting.ts';

const src = v.pipe(v.string(), v.check(isClientId));
/** Who counts as one with the sender of a message, as `Visit` has it; a server of before does not say. */
const from = v.optional(v.pipe(v.string(), v.maxLength(16)), '');
const number = v.pipe(v.number(), v.finite());

const claim = v.variant('kind', [
  v.object({ kind: v.literal('signed'), time: number }),
  v.object({ kind: v.literal('guest'), tokenHash: v.pipe(v.string(), v.maxLength(64)) }),
]);

/** What one server says to another that has a client of the ID `dst`. */
const schema = v.variant('type', [
  v.object({ ...signal, src, from }),
  v.object({ ...leave, src, from }),
  v.object({ type: v.literal('EXPIRE'), dst: peerId, src: peerId }),
  /** The ID is signed on at the sender. An answer to that is not answered. */
  v.object({
    type: v.literal('SEATED'),
    dst: src,
    claim,
    age: number,
    node: v.pipe(v.string(), v.maxLength(64)),
    isAnswer: v.boolean(),
  }),
  /** Asks whether it is signed on. */
  v.object({ type: v.literal('HERE'), dst: src }),
]);

export type ClusterMessage = v.InferOutput<typeof schema>;

/** A message as it goes to another server: as its receiver gets it, and as whose it counts. */
export function writeAbroad({ text, from }: Pick<Relay, 'text' | 'from'>): string {
  return `${text.slice(0, -1)},"from":${JSON.stringify(from)}}`;
}

/** Reads what another server says; null if it is none of the known messages. */
export function parseClusterMessage(text: string): ClusterMessage | null {
  return parse(schema, text);
}
