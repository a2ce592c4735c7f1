import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { Failure } from '../lib/failure.ts';
import { fileOfferSchema, type FileOffer } from '../links/file-offer.ts';
import type { MessageId } from '../links/messages.ts';
import type { FileKey } from './disk.ts';

/** A file that goes to somebody or comes from them, as it is kept. */
export interface Transfer {
  readonly peer: PeerId;
  readonly id: MessageId;
  readonly mine: boolean;
  readonly file: FileOffer;
  /** Its receiver has asked for it. */
  readonly isAccepted: boolean;
  readonly isDone: boolean;
  /** On this phone. */
  readonly isPaused: boolean;
  /** So many pieces are there at the receiver, and right. */
  readonly pieces: number;
  /** By what the browser finds the file again; null where it does not. */
  readonly handle: unknown;
  /** Somebody has listened to it on this phone. */
  readonly isPlayed: boolean;
}

/** Why a file does not travel. */
export type FileTrouble =
  /** No room on this device. */
  | 'full'
  /** The sender can't read it now. */
  | 'lacking'
  /** It is not on the sender's device any more as it was offered; only they know. */
  | 'changed'
  /** It is not what was offered. */
  | 'wrong'
  /** The browser lets no file be kept on this device. */
  | 'refused'
  /** The browser has cleared away what came. */
  | 'cleared';

/** How a file travels, besides what is kept. */
export interface Course {
  /** The other side has paused it. */
  readonly isPausedThere: boolean;
  /** What is missing of it was asked for in vain for long, though the other side is there. */
  readonly isSilent: boolean;
  readonly trouble: FileTrouble | null;
  /** Bytes that have come besides the pieces, while it travels. */
  readonly more: number;
  /** Bytes per second; null while nothing travels. */
  readonly rate: number | null;
}

/** A transfer as it is shown. */
export type Shown = Transfer & Course;

export const calm: Course = {
  isPausedThere: false,
  isSilent: false,
  trouble: null,
  more: 0,
  rate: null,
};

const schema = v.object({
  peer: peerIdSchema,
  id: v.pipe(
    v.string(),
    v.regex(/^[\w-]{22}$/),
    v.transform((text) => text as MessageId),
  ),
  mine: v.boolean(),
  file: fileOfferSchema,
  // Of older records it is only known where something came.
  isAccepted: v.optional(v.boolean()),
  isDone: v.boolean(),
  isPaused: v.boolean(),
  pieces: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  handle: v.unknown(),
  isPlayed: v.optional(v.boolean(), false),
});

/** The transfer in a saved record, or null. */
export function parseTransfer(record: unknown): Transfer | null {
  const parsed = v.safeParse(schema, record);
  if (!parsed.success) return null;
  const { mine, pieces, isAccepted = !mine || pieces > 0, handle = null } = parsed.output;
  return { ...parsed.output, isAccepted, handle };
}

/** Whether all of the file can be read on this device. */
export function isHere(transfer: Shown | null, mine: boolean): boolean {
  return transfer !== null && (mine ? !isLost(transfer) : transfer.isDone);
}

/** Whether its sender can't read it as it was offered. */
export function isLost({ trouble }: Pick<Shown, 'trouble'>): boolean {
  return trouble === 'lacking' || trouble === 'changed';
}

/** Why the disk takes no file; null where something else went wrong. */
export function refusalOf(error: unknown): 'full' | 'refused' | 'cleared' | null {
  const code: unknown = error instanceof Failure ? error.code : null;
  if (code === 'storage') return 'refused';
  return code === 'full' || code === 'cleared' ? code : null;
}

export function keyOf({ peer, id }: Pick<Transfer, 'peer' | 'id'>): FileKey {
  return `${peer}-${id}` as FileKey;
}

/** How much of it is there at the receiver, in bytes. */
export function bytesOf({ file, pieces, more }: Pick<Shown, 'file' | 'pieces' | 'more'>): number {
  return Math.min(file.size, pieces * file.piece + more);
}
