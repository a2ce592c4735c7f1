import * as v from 'valibot';
import { cleanFileName } from '../lib/file-name.ts';
import { mostPieces, pieceSize, pieceCount, spokenPieceSize, type Cut } from './pieces.ts';

/** A file as it is offered. */
export interface FileOffer extends Cut {
  /** A claim, made fit for every file system. */
  readonly name: string;
  /** A MIME type without parameters, in lower case; empty if it is not known. A claim. */
  readonly media: string;
  /** SHA-256 of the list of the SHA-256 of its pieces, 32 bytes as base64url. */
  readonly root: string;
  /** It is to be heard, or seen, like something said. */
  readonly voice: VoiceOffer | null;
}

/** What a recorded message looks like before it is there. */
export interface VoiceOffer {
  /** How long it is, in ms. */
  readonly ms: number;
  /** How loud it is from the beginning to the end, each from 0 to 15 as one hexadecimal digit. */
  readonly peaks: string;
}

/** What is larger is refused. In bytes. */
export const largestFile = mostPieces * pieceSize;
/** A recorded message is no longer, in ms. */
export const longestVoice = 180_000;
/** And no larger, in bytes: contacts take it without a question. */
export const largestVoice = 25_000_000;

/** The type of a file without parameters; empty where it is none. */
export function cleanMedia(type: string): string {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/.test(plain) ? plain : '';
}

/** What comes from outside; a name and a type are made fit. */
export const fileOfferSchema: v.GenericSchema<unknown, FileOffer> = v.pipe(
  v.object({
    name: v.pipe(v.string(), v.transform(cleanFileName)),
    size: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(largestFile)),
    media: v.pipe(v.string(), v.transform(cleanMedia)),
    piece: v.optional(v.picklist([pieceSize, spokenPieceSize]), pieceSize),
    root: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
    voice: v.optional(
      v.nullable(
        v.object({
          ms: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(longestVoice + 10_000)),
          peaks: v.pipe(v.string(), v.regex(/^[0-9a-f]{0,96}$/)),
        }),
      ),
      null,
    ),
  }),
  v.check((offer) => pieceCount(offer) <= mostPieces),
);
