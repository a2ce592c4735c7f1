import * as v from 'valibot';
import { cleanName } from '../identity/display-name.ts';
import { hostSchema } from '../identity/host-schema.ts';
import type { Host } from '../identity/host.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { pictureSchema } from '../identity/picture-schema.ts';
import { randomId } from '../lib/base64.ts';
import { isEmoji } from '../lib/emoji.ts';
import { fileOfferSchema, type FileOffer } from './file-offer.ts';
import { parcelSchemas, type ParcelMessage } from './parcel-message.ts';
import { envelopeSchema, type Envelope } from './signals.ts';

/** Names one call on both phones: 16 random bytes as 22 base64url characters. */
export type CallId = string & { readonly CallId: unique symbol };

/** Names the page on which a call rings, in the same form: one started anew has another. */
export type RingId = string & { readonly RingId: unique symbol };

export const callKinds = ['voice', 'video'] as const;
export type CallKind = (typeof callKinds)[number];

/**
 * What two phones say about a call. By link or, before there is one, in a
 * letter through the broker; the meaning is the same. docs/protocol.md, “Calls”.
 */
export type CallMessage =
  | {
      readonly type: 'invite';
      readonly call: CallId;
      readonly kind: CallKind;
      readonly name: string | null;
      /** The server the caller belongs to, if it is not the callee's: where to call back. */
      readonly home?: Host | null;
    }
  | { readonly type: 'ringing'; readonly call: CallId; readonly ring: RingId }
  | { readonly type: 'accept'; readonly call: CallId; readonly kind: CallKind }
  | { readonly type: 'decline'; readonly call: CallId }
  | { readonly type: 'busy'; readonly call: CallId }
  | { readonly type: 'cancel'; readonly call: CallId }
  | { readonly type: 'end'; readonly call: CallId }
  | {
      readonly type: 'side';
      readonly call: CallId;
      readonly muted: boolean;
      readonly camera: boolean;
      readonly held: boolean;
      /** The picture is its screen, not its camera. */
      readonly screen: boolean;
      /** Its page is in the background, where the system may have cut its microphone. */
      readonly away: boolean;
    };

/** What contacts say about each other’s pictures; over the link only. */
export type PictureMessage =
  /** The sender keeps a picture of the receiver; `have` is the tag of the one it has. */
  | { readonly type: 'look'; readonly have: string | null }
  /** The sender's picture, a small `data:` URL; null if it has none any more. */
  | { readonly type: 'picture'; readonly picture: string | null };

/** Asks a contact to pass a sealed letter on to another one; `ref` names the request. */
export interface CarryMessage {
  readonly type: 'carry';
  readonly ref: number;
  readonly to: PeerId;
  readonly letter: Envelope;
}

/** What contacts say about letters that they carry for each other; over the link only. */
type FriendMessage =
  | CarryMessage
  /** Whether the letter of that request was passed on. */
  | { readonly type: 'carried'; readonly ref: number; readonly ok: boolean }
  /** A letter that somebody else gave the sender for the receiver. */
  | { readonly type: 'brought'; readonly from: PeerId; readonly letter: Envelope };

/** What contacts say to bring others together; by link or in a letter. */
export type IntroductionMessage =
  /** The sender introduces somebody; `keys` are 64 bytes as base64url. */
  | {
      readonly type: 'introduction';
      readonly person: PeerId;
      readonly name: string | null;
      readonly keys: string | null;
    }
  /** The sender has heard of that person. */
  | { readonly type: 'introduced'; readonly person: PeerId };

/** Names one message on both phones, in the form of a call ID. */
export type MessageId = string & { readonly MessageId: unique symbol };

/** Names all that one phone has told another one, in the same form; a phone that lost it begins another. */
export type StreamId = string & { readonly StreamId: unique symbol };

/** What became of a file: the other side has all of it, does not want it, or either of the two gave it up. */
export const settlements = ['received', 'declined', 'cancelled'] as const;
export type Settled = (typeof settlements)[number];

/** One thing that somebody told somebody in a conversation. */
export type Told =
  | {
      readonly kind: 'text';
      readonly id: MessageId;
      readonly text: string;
      /** The message to which it answers. */
      readonly reply: MessageId | null;
      /** When it was written, in ms since 1970 of a hybrid logical clock; null says nothing. */
      readonly at: number | null;
    }
  /** A file that the teller has for the other side. */
  | {
      readonly kind: 'file';
      readonly id: MessageId;
      readonly file: FileOffer;
      /** As in a text. */
      readonly at: number | null;
    }
  /** What became of a file that one of the two has for the other one. */
  | { readonly kind: 'settle'; readonly of: MessageId; readonly how: Settled }
  /** A message of the teller has another text, also if it was deleted. */
  | { readonly kind: 'edit'; readonly of: MessageId; readonly text: string }
  /** A message of the teller is not to be seen any more. */
  | { readonly kind: 'delete'; readonly of: MessageId }
  /** What the teller thinks of a message, in one emoji; null takes it back. */
  | { readonly kind: 'react'; readonly of: MessageId; readonly emoji: string | null }
  /** What a later version says: it is heard, so that what follows comes, and shown by none. */
  | { readonly kind: 'unknown' };

/** What is told in a conversation, in order and once. docs/protocol.md, “Conversations”. */
export interface TellMessage {
  readonly type: 'tell';
  readonly stream: StreamId;
  /** Counts from 1 in the stream. */
  readonly n: number;
  /** The first number that the sender still has: what is before was acknowledged, or is lost for good. */
  readonly first: number;
  readonly told: Told;
}

/** What contacts write to each other; over the link only. */
export type ChatMessage =
  | TellMessage
  /** All of that stream up to this number is kept, and up to `read` was looked at. */
  | {
      readonly type: 'got';
      readonly stream: StreamId;
      readonly upTo: number;
      readonly read: number;
    }
  /** Somebody is writing; said again while they are, forgotten after 6 s. */
  | { readonly type: 'typing' };

/** What the two say while a file travels; over the link only. docs/protocol.md, “Files”. */
export type FileMessage =
  /** The receiver wants pieces. */
  | {
      readonly type: 'fetch';
      readonly file: MessageId;
      /** The list of hashes comes first. */
      readonly list: boolean;
      /** The first piece, whatever was sent before; null goes on where the sender is. */
      readonly from: number | null;
      /** The piece behind the last one. */
      readonly to: number;
      /** So many are there and right. */
      readonly have: number;
    }
  /** The receiver has the frame that begins there. */
  | {
      readonly type: 'came';
      readonly file: MessageId;
      readonly piece: number;
      readonly offset: number;
    }
  /** The one who says it does not want the file to travel now, or not any more. */
  | { readonly type: 'pause'; readonly file: MessageId; readonly paused: boolean }
  /** The sender can't read the file now. */
  | { readonly type: 'lack'; readonly file: MessageId };

/** What belongs to no call. */
export type AsideMessage =
  PictureMessage | FriendMessage | ParcelMessage | IntroductionMessage | ChatMessage | FileMessage;

/** What may travel in letters as well as over a link. */
export type Said = CallMessage | IntroductionMessage;

/** Everything that may come over a link. */
export type LinkMessage =
  | CallMessage
  | AsideMessage
  /** The first message of both sides. `name` is a claim. */
  | { readonly type: 'hello'; readonly version: number; readonly name: string | null }
  /** Says “I am here”: every 0.3 s in a call, 0.5 s while a file travels, else every 15 s. */
  | { readonly type: 'beat' }
  /** A letter with a signal for PeerJS, which took the link instead of the broker. */
  | { readonly type: 'letter'; readonly letter: Envelope };

/** The version of the link protocol this phone speaks. */
export const linkVersion = 1;

/** Longest text of one message, in bytes of UTF-8. */
export const longestText = 16_384;

/** Longest message taken from a link or an envelope, in UTF-16 units of JSON. */
export const longestMessage = 60_000;

const random = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));
const callId = v.pipe(
  random,
  v.transform((text) => text as CallId),
);
const ringId = v.pipe(
  random,
  v.transform((text) => text as RingId),
);
const ref = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const streamId = v.pipe(
  random,
  v.transform((text) => text as StreamId),
);
const kind = v.picklist(callKinds);
const name = v.pipe(v.unknown(), v.transform(cleanName));

const callMessageSchemas = [
  v.object({ type: v.literal('invite'), call: callId, kind, name, home: hostSchema }),
  v.object({ type: v.literal('ringing'), call: callId, ring: ringId }),
  v.object({ type: v.literal('accept'), call: callId, kind }),
  v.object({ type: v.literal('decline'), call: callId }),
  v.object({ type: v.literal('busy'), call: callId }),
  v.object({ type: v.literal('cancel'), call: callId }),
  v.object({ type: v.literal('end'), call: callId }),
  v.object({
    type: v.literal('side'),
    call: callId,
    muted: v.boolean(),
    camera: v.boolean(),
    held: v.boolean(),
    // Phones of the first version don't say these.
    screen: v.optional(v.boolean(), false),
    away: v.optional(v.boolean(), false),
  }),
] as const;

const saidSchemas = [
  ...callMessageSchemas,
  v.object({
    type: v.literal('introduction'),
    person: peerIdSchema,
    name,
    keys: v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{86}$/))),
  }),
  v.object({ type: v.literal('introduced'), person: peerIdSchema }),
] as const;

/** For letters which hold one. */
export const saidSchema: v.GenericSchema<unknown, Said> = v.variant('type', saidSchemas);

const isShort = (text: string) => new TextEncoder().encode(text).length <= longestText;

const messageId = v.pipe(
  random,
  v.transform((text) => text as MessageId),
);
const text = v.pipe(v.string(), v.nonEmpty(), v.check(isShort));
const moment = v.optional(v.nullable(count), null);
const emoji = v.pipe(v.string(), v.maxLength(32), v.check(isEmoji));

/** What is told in a conversation. */
export const toldSchema: v.GenericSchema<unknown, Told> = v.variant('kind', [
  v.object({
    kind: v.literal('text'),
    id: messageId,
    text,
    reply: v.optional(v.nullable(messageId), null),
    at: moment,
  }),
  v.object({ kind: v.literal('file'), id: messageId, file: fileOfferSchema, at: moment }),
  v.object({
    kind: v.literal('settle'),
    of: messageId,
    how: v.picklist(settlements),
  }),
  v.object({ kind: v.literal('edit'), of: messageId, text }),
  v.object({ kind: v.literal('delete'), of: messageId }),
  v.object({ kind: v.literal('react'), of: messageId, emoji: v.nullable(emoji) }),
  v.object({ kind: v.literal('unknown') }),
]);

const linkMessageSchema = v.variant('type', [
  ...saidSchemas,
  v.object({
    type: v.literal('hello'),
    version: v.pipe(v.number(), v.integer(), v.minValue(1)),
    name,
  }),
  v.object({ type: v.literal('beat') }),
  v.object({ type: v.literal('letter'), letter: envelopeSchema }),
  v.object({
    type: v.literal('look'),
    have: v.nullable(v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/))),
  }),
  v.object({ type: v.literal('picture'), picture: v.nullable(pictureSchema) }),
  v.object({ type: v.literal('carry'), ref, to: peerIdSchema, letter: envelopeSchema }),
  v.object({ type: v.literal('carried'), ref, ok: v.boolean() }),
  v.object({ type: v.literal('brought'), from: peerIdSchema, letter: envelopeSchema }),
  ...parcelSchemas,
  v.object({
    type: v.literal('tell'),
    stream: streamId,
    n: place,
    first: place,
    told: v.fallback(toldSchema, { kind: 'unknown' }),
  }),
  v.object({ type: v.literal('got'), stream: streamId, upTo: count, read: count }),
  v.object({ type: v.literal('typing') }),
  v.object({
    type: v.literal('fetch'),
    file: messageId,
    list: v.boolean(),
    from: v.nullable(count),
    to: count,
    have: count,
  }),
  v.object({ type: v.literal('came'), file: messageId, piece: count, offset: count }),
  v.object({ type: v.literal('pause'), file: messageId, paused: v.boolean() }),
  v.object({ type: v.literal('lack'), file: messageId }),
]);

/** What came over a link's data channel: JSON text of one link message, or null for anything else. */
export function parseLinkData(data: unknown): LinkMessage | null {
  if (typeof data !== 'string' || data.length > longestMessage) return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  const parsed = v.safeParse(linkMessageSchema, value);
  return parsed.success ? parsed.output : null;
}

/** A fresh call ID. */
export function newCallId(): CallId {
  return randomId() as CallId;
}

/** A fresh ID for a message. */
export function newMessageId(): MessageId {
  return randomId() as MessageId;
}

/** A fresh ID for what this phone tells somebody. */
export function newStreamId(): StreamId {
  return randomId() as StreamId;
}

/** A fresh ID for a page on which a call rings. */
export function newRingId(): RingId {
  return randomId() as RingId;
}
