import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import {
  newStreamId,
  type MessageId,
  type StreamId,
  type TellMessage,
  type Told,
} from '../links/messages.ts';
import type { Receipt } from '../links/parcel.ts';
import {
  amended,
  messageName,
  parseMessage,
  type Message,
  type MessagePlace,
  type Pending,
} from './message.ts';
import { hearAt, noTimes, placeOf, tellAt, type Times } from './order.ts';

/** What is known of a conversation besides its messages. */
export interface Conversation {
  readonly peer: PeerId;
  /** The newest message, in the order of both sides. */
  readonly last: Message | null;
  /** Messages that nobody has looked at yet. */
  readonly unread: number;
  /** Where the first one of them stands, if there is one. */
  readonly firstUnread: number | null;
  /** What was typed and not sent. */
  readonly draft: string;
  /** The message to which that answers. */
  readonly draftReply: MessageId | null;
  /** What this phone tells: the number that comes next, and how far the other side keeps and has read it. */
  readonly out: {
    readonly stream: StreamId;
    readonly next: number;
    readonly got: number;
    readonly read: number;
  };
  /** What the other side tells: how far it is kept here, was looked at, and may know that it was. */
  readonly in: {
    readonly stream: StreamId | null;
    readonly kept: number;
    readonly read: number;
    readonly readTold: number;
  };
  readonly times: Times;
}

/** What one step changes, to be written as a whole. */
export interface Change {
  readonly conversation: Conversation;
  readonly message?: Message;
  /** What becomes of the record of a message told before; null leaves it as it is. */
  readonly amend?: { readonly of: MessageId; change(record: unknown): Message | null };
  readonly pending?: Pending;
}

/** How far a message of one's own has come. */
export type Progress = 'waiting' | 'sent' | 'delivered' | 'read';

export function newConversation(peer: PeerId): Conversation {
  return {
    peer,
    last: null,
    unread: 0,
    firstUnread: null,
    draft: '',
    draftReply: null,
    out: { stream: newStreamId(), next: 1, got: 0, read: 0 },
    in: { stream: null, kept: 0, read: 0, readTold: 0 },
    times: noTimes,
  };
}

/** When something is told, and on whose phone. */
export interface Here {
  readonly ownId: PeerId;
  readonly now: number;
}

/** Something is told; a message is given its time. */
export function tell(
  conversation: Conversation,
  told: Told,
  { ownId, now }: Here,
): Change & { readonly pending: Pending } {
  const { peer, out } = conversation;
  const n = out.next;
  const next = { ...conversation, out: { ...out, next: n + 1 } };
  if (!isMessage(told)) return { ...about(next, told, true), pending: { peer, n, told } };
  const { at, said, times } = tellAt(conversation.times, now);
  const dated = { ...told, at: said };
  const message = messageOf(dated, { peer, mine: true, n, at: placeOf(at, ownId, peer) });
  const written = { ...next, times, last: newer(next.last, message) };
  return { conversation: written, message, pending: { peer, n, told: dated } };
}

/**
 * Something was told by the other side. What was kept before, or does not follow on what was, changes
 * nothing: the sender hears how far it came, and tells it again.
 */
export function hear(conversation: Conversation, said: TellMessage, { ownId, now }: Here): Change {
  const { stream, n, first, told } = said;
  const { in: before } = conversation;
  const known = stream === before.stream ? before : { stream, kept: 0, read: 0, readTold: 0 };
  // The sender has nothing any more of what is before.
  const kept = Math.max(known.kept, Math.min(first, n) - 1);
  if (n !== kept + 1) return { conversation: { ...conversation, in: { ...known, kept } } };
  const heard = { ...conversation, in: { ...known, kept: n } };
  if (!isMessage(told)) return about(heard, told, false);
  const { peer, last, unread, firstUnread } = conversation;
  const { at, times } = hearAt(conversation.times, told.at, now);
  const message = messageOf(told, { peer, mine: false, n, at: placeOf(at, peer, ownId) });
  const news = { unread: unread + 1, firstUnread: firstUnread ?? message.at };
  return { conversation: { ...heard, times, ...news, last: newer(last, message) }, message };
}

type ToldMessage = Extract<Told, { readonly at: unknown }>;

function isMessage(told: Told): told is ToldMessage {
  return told.kind === 'text' || told.kind === 'file';
}

function messageOf(told: ToldMessage, where: Pick<Message, 'peer' | 'mine' | 'n' | 'at'>): Message {
  const { id } = told;
  const text = told.kind === 'text' ? told.text : '';
  const reply = told.kind === 'text' ? told.reply : null;
  const file = told.kind === 'file' ? { ...told.file, settled: null } : null;
  const reactions = { mine: null, theirs: null };
  return { ...where, id, text, forgotten: false, file, reply, edited: false, reactions };
}

/** One that was under way may stand before what was written meanwhile. */
function newer(last: Message | null, message: Message): Message {
  return last && last.at > message.at ? last : message;
}

/** What was told is about a message of before. */
function about(
  conversation: Conversation,
  told: Exclude<Told, ToldMessage>,
  mine: boolean,
): Change {
  if (told.kind === 'unknown') return { conversation };
  return changed(conversation, told.of, (message) => amended(message, told, mine));
}

/**
 * A message is deleted on this phone alone. It keeps its place, so that the phone knows it where it is
 * told once more.
 */
export function forget(conversation: Conversation, { id, at, mine }: MessagePlace): Change {
  return changed(conversation, id, (message) => {
    // The other side may have written under the ID of a message of one's own.
    const isMeant = message.id === id && message.at === at && message.mine === mine;
    if (!isMeant || message.forgotten) return message;
    return { ...message, text: null, file: null, forgotten: true };
  });
}

function changed(
  conversation: Conversation,
  of: MessageId,
  how: (message: Message) => Message,
): Change {
  const last = conversation.last && how(conversation.last);
  const change = (record: unknown) => {
    const before = parseMessage(record);
    const after = before && how(before);
    return after === before ? null : after;
  };
  return { conversation: { ...conversation, last }, amend: { of, change } };
}

/**
 * The other side says how far it keeps and has read what it was told. Where that is more than was told
 * as far as this phone knows, it has forgotten some, as after a loss of power: under the numbers that
 * come next the other side would take what is told now for what it keeps, so they begin anew.
 */
export function acknowledged(
  conversation: Conversation,
  { stream, upTo, read }: Receipt,
): Conversation {
  const { out } = conversation;
  if (stream !== out.stream) return conversation;
  if (upTo >= out.next) return { ...conversation, out: { ...out, stream: newStreamId() } };
  const got = Math.max(out.got, upTo);
  const seen = Math.max(out.read, Math.min(read, got));
  if (got === out.got && seen === out.read) return conversation;
  return { ...conversation, out: { ...out, got, read: seen } };
}

/** All that came was looked at; the other side may know that, or never will. */
export function looked(conversation: Conversation, tells: boolean): Conversation {
  const { unread, in: heard } = conversation;
  const { kept } = heard;
  if (unread === 0 && heard.read === kept) return conversation;
  const readTold = tells ? kept : heard.readTold;
  return { ...conversation, unread: 0, firstUnread: null, in: { ...heard, read: kept, readTold } };
}

/** How far a message of one's own has come; what was given to the link that is open counts as sent. */
export function progress({ out }: Conversation, n: number, sentUpTo: number): Progress {
  if (n <= out.read) return 'read';
  if (n <= out.got) return 'delivered';
  return n <= sentUpTo ? 'sent' : 'waiting';
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const stream = v.pipe(
  v.string(),
  v.transform((text) => text as StreamId),
);
const inSchema = v.pipe(
  v.object({
    stream: v.nullable(stream),
    kept: count,
    read: count,
    readTold: v.optional(count),
  }),
  // Where that was not kept yet, all that was read counts as told.
  v.transform(({ readTold, ...rest }) => ({ ...rest, readTold: readTold ?? rest.read })),
);
const conversationSchema = v.pipe(
  v.object({
    peer: peerIdSchema,
    last: v.pipe(v.unknown(), v.transform(parseMessage)),
    unread: count,
    firstUnread: v.optional(v.nullable(v.number()), null),
    draft: v.string(),
    draftReply: v.optional(v.nullable(messageName), null),
    out: v.object({ stream, next: count, got: count, read: count }),
    in: inSchema,
    times: v.optional(v.object({ told: count, heard: count, beyond: v.optional(count, 0) })),
  }),
  // What was kept before there were times stands before all that comes.
  v.transform(({ times, ...rest }) => {
    const newest = Math.ceil(rest.last?.at ?? 0);
    return { ...rest, times: times ?? { told: newest, heard: newest, beyond: 0 } };
  }),
);

/** The conversation in a saved record, or null. */
export function parseConversation(record: unknown): Conversation | null {
  const parsed = v.safeParse(conversationSchema, record);
  return parsed.success ? parsed.output : null;
}
