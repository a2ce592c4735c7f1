import * as v from 'valibot';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import {
  newStreamId,
  type ChatMessage,
  type MessageId,
  type StreamId,
  type TellMessage,
  type Told,
} from '../links/messages.ts';
import { amended, parseMessage, type Message, type Pending } from './message.ts';

/** What is known of a conversation besides its messages. */
export interface Conversation {
  readonly peer: PeerId;
  /** The newest message. */
  readonly last: Message | null;
  /** Messages that nobody has looked at yet. */
  readonly unread: number;
  /** What was typed and not sent. */
  readonly draft: string;
  /** What this phone tells: the number that comes next, and how far the other side keeps and has read it. */
  readonly out: {
    readonly stream: StreamId;
    readonly next: number;
    readonly got: number;
    readonly read: number;
  };
  /** What the other side tells: how far it is kept here and was looked at. */
  readonly in: { readonly stream: StreamId | null; readonly kept: number; readonly read: number };
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
    draft: '',
    out: { stream: newStreamId(), next: 1, got: 0, read: 0 },
    in: { stream: null, kept: 0, read: 0 },
  };
}

/** Something is told. */
export function tell(
  conversation: Conversation,
  told: Told,
  now: number,
): Change & { readonly pending: Pending } {
  const { peer, out } = conversation;
  const n = out.next;
  const next = { ...conversation, out: { ...out, next: n + 1 } };
  return { ...taken(next, { told, n, mine: true, now }), pending: { peer, n, told } };
}

/**
 * Something was told by the other side. What was kept before, or does not follow on what was, changes
 * nothing: the sender hears how far it came, and tells it again.
 */
export function hear(conversation: Conversation, said: TellMessage, now: number): Change {
  const { stream, n, first, told } = said;
  const known = stream === conversation.in.stream ? conversation.in : { stream, kept: 0, read: 0 };
  // The sender has nothing any more of what is before.
  const kept = Math.max(known.kept, Math.min(first, n) - 1);
  if (n !== kept + 1) return { conversation: { ...conversation, in: { ...known, kept } } };
  const heard = { ...conversation, in: { ...known, kept: n } };
  return taken(heard, { told, n, mine: false, now });
}

/** What was told belongs to the conversation: a message, or something about one. */
function taken(
  conversation: Conversation,
  { told, n, mine, now }: { told: Told; n: number; mine: boolean; now: number },
): Change {
  if (told.kind === 'unknown') return { conversation };
  if (told.kind !== 'text' && told.kind !== 'file') {
    const { last } = conversation;
    const changed = last && amended(last, told, mine);
    const change = (record: unknown) => {
      const before = parseMessage(record);
      const after = before && amended(before, told, mine);
      return after === before ? null : after;
    };
    return { conversation: { ...conversation, last: changed }, amend: { of: told.of, change } };
  }
  const { id } = told;
  const text = told.kind === 'text' ? told.text : '';
  const reply = told.kind === 'text' ? told.reply : null;
  const file = told.kind === 'file' ? { ...told.file, settled: null } : null;
  const at = after(conversation, now);
  const reactions = { mine: null, theirs: null };
  const { peer } = conversation;
  const message = { peer, at, mine, n, id, text, file, reply, edited: false, reactions };
  const seen = mine ? (file ? {} : { draft: '' }) : { unread: conversation.unread + 1 };
  return { conversation: { ...conversation, ...seen, last: message }, message };
}

/** The other side says how far it keeps and has read what it was told. */
export function acknowledged(
  conversation: Conversation,
  { stream, upTo, read }: Extract<ChatMessage, { readonly type: 'got' }>,
): Conversation {
  const { out } = conversation;
  if (stream !== out.stream || upTo >= out.next) return conversation;
  const got = Math.max(out.got, upTo);
  const seen = Math.max(out.read, Math.min(read, got));
  if (got === out.got && seen === out.read) return conversation;
  return { ...conversation, out: { ...out, got, read: seen } };
}

/** All that came was looked at. */
export function looked(conversation: Conversation): Conversation {
  const { unread, in: heard } = conversation;
  if (unread === 0 && heard.read === heard.kept) return conversation;
  return { ...conversation, unread: 0, in: { ...heard, read: heard.kept } };
}

/** How far a message of one's own has come; what was given to the link that is open counts as sent. */
export function progress({ out }: Conversation, n: number, sentUpTo: number): Progress {
  if (n <= out.read) return 'read';
  if (n <= out.got) return 'delivered';
  return n <= sentUpTo ? 'sent' : 'waiting';
}

/** No two messages of a conversation have the same time, and the newest has the last, whatever the clock does. */
function after({ last }: Conversation, now: number): number {
  return Math.max(now, (last?.at ?? 0) + 1);
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const stream = v.pipe(
  v.string(),
  v.transform((text) => text as StreamId),
);
const conversationSchema = v.object({
  peer: peerIdSchema,
  last: v.pipe(v.unknown(), v.transform(parseMessage)),
  unread: count,
  draft: v.string(),
  out: v.object({ stream, next: count, got: count, read: count }),
  in: v.object({ stream: v.nullable(stream), kept: count, read: count }),
});

/** The conversation in a saved record, or null. */
export function parseConversation(record: unknown): Conversation | null {
  const parsed = v.safeParse(conversationSchema, record);
  return parsed.success ? parsed.output : null;
}
