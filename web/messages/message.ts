import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { utf8 } from '../lib/bytes.ts';
import { fileOfferSchema, type FileOffer } from '../links/file-offer.ts';
import {
  longestText,
  settlements,
  toldSchema,
  type MessageId,
  type Settled,
  type Told,
} from '../links/messages.ts';

/** One message of a conversation, as it is kept. */
export interface Message {
  /** With whom the conversation is. */
  readonly peer: PeerId;
  /**
   * When it was written, in ms since 1970: its place in the conversation, on both sides. No two of a
   * conversation have the same.
   */
  readonly at: number;
  readonly mine: boolean;
  /** Its number in the stream of its sender. */
  readonly n: number;
  readonly id: MessageId;
  /** Null if it was deleted; empty where there is a file. */
  readonly text: string | null;
  /** It was deleted on this phone alone: nothing that is told of it brings it back. */
  readonly forgotten: boolean;
  readonly file: MessageFile | null;
  /** The message to which it answers. */
  readonly reply: MessageId | null;
  readonly edited: boolean;
  /** One emoji of each side. */
  readonly reactions: { readonly mine: string | null; readonly theirs: string | null };
}

/** Which message is meant, also where the other side has written under the ID of one's own. */
export type MessagePlace = Pick<Message, 'peer' | 'id' | 'at' | 'mine'>;

/** No two messages have the same: in a conversation none stands where another one does. */
export function messageKey({ peer, at }: Pick<Message, 'peer' | 'at'>): string {
  return `${peer} ${at}`;
}

/** A file that one of the two has for the other one. */
export interface MessageFile extends FileOffer {
  /** Null as long as it may come. */
  readonly settled: Settled | null;
}

/** What changes a message that was told before. */
type Amending = Extract<Told, { readonly of: MessageId }>;

/** Something told that has not been acknowledged yet. */
export interface Pending {
  readonly peer: PeerId;
  readonly n: number;
  readonly told: Told;
}

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const pendingSchema = v.object({ peer: peerIdSchema, n: place, told: toldSchema });
export const messageName = v.pipe(
  v.string(),
  v.transform((text) => text as MessageId),
);
const messageSchema = v.object({
  peer: peerIdSchema,
  at: v.pipe(v.number(), v.finite()),
  mine: v.boolean(),
  n: place,
  id: messageName,
  text: v.nullable(v.string()),
  forgotten: v.optional(v.boolean(), false),
  file: v.optional(
    v.nullable(
      v.intersect([fileOfferSchema, v.object({ settled: v.nullable(v.picklist(settlements)) })]),
    ),
    null,
  ),
  reply: v.nullable(messageName),
  edited: v.boolean(),
  reactions: v.object({ mine: v.nullable(v.string()), theirs: v.nullable(v.string()) }),
});

/** The message in a saved record, or null. */
export function parseMessage(record: unknown): Message | null {
  const parsed = v.safeParse(messageSchema, record);
  return parsed.success ? parsed.output : null;
}

/** The message after what one of the two told about it; the same one where they may not. */
export function amended(message: Message, told: Amending, mine: boolean): Message {
  if (message.id !== told.of || message.forgotten) return message;
  if (told.kind === 'react') {
    const side = mine ? 'mine' : 'theirs';
    return { ...message, reactions: { ...message.reactions, [side]: told.emoji } };
  }
  if (told.kind === 'settle') return settled(message, told.how, mine);
  // Nobody changes what somebody else has written.
  if (message.mine !== mine) return message;
  if (told.kind === 'delete') {
    // Should it come back, so do its reactions.
    return { ...message, text: null, file: null };
  }
  if (message.file !== null) return message;
  return { ...message, text: told.text, edited: true };
}

/**
 * Once settled it stays so; only who gets a file knows whether it came, or does not want it. One that
 * came has come, also where it was called off meanwhile.
 */
function settled(message: Message, how: Settled, mine: boolean): Message {
  const { file } = message;
  if (file === null) return message;
  if (message.mine === mine && how !== 'cancelled') return message;
  const isLate = file.settled === 'cancelled' && how === 'received';
  if (file.settled !== null && !isLate) return message;
  return { ...message, file: { ...file, settled: how } };
}

/** What waits to be acknowledged, in a saved record, or null. */
export function parsePending(record: unknown): Pending | null {
  const parsed = v.safeParse(pendingSchema, record);
  return parsed.success ? parsed.output : null;
}

/** Without effect on what is seen, and six characters each in JSON: what controls a terminal. */
const controls = /(?![\n\t])\p{Cc}|\p{Cs}/gu;

/** A text fit to be sent: without blanks around it, control characters and halves of surrogate pairs. */
export function tidyText(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replace(controls, '').trim();
}

/** Something that is seen: no mark of direction, joiner or blank. */
const visible = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Why a text can't be sent as one message; null if it can. */
export function textProblem(text: string): 'empty' | 'long' | null {
  const tidy = tidyText(text);
  if (!visible.test(tidy)) return 'empty';
  return utf8(tidy).length > longestText ? 'long' : null;
}
