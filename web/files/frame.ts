import { fromBase64Url, toBase64Url } from '../lib/base64.ts';
import { pieceSize } from '../links/pieces.ts';
import type { MessageId } from '../links/messages.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** So many bytes of a piece travel at once. */
export const chunkSize = 65_536;
/** And never fewer, unless no more is left of it. */
export const leastChunk = 1_024;
const headLength = 25;
const idLength = 16;
const parts = ['list', 'piece'] as const;

/** Where some bytes belong: to the list of hashes of a file, or to one of its pieces. */
export interface Place {
  readonly file: MessageId;
  readonly part: (typeof parts)[number];
  /** 0 for the list. */
  readonly piece: number;
  /** Of the first byte, in the piece or list. */
  readonly offset: number;
}

/** Bytes on their way, and where they belong. */
export interface Frame extends Place {
  /** Without copy: the rest of what came. */
  readonly bytes: Bytes;
}

/** Room for a frame, to be used again for the next one: fresh memory for each costs more than the copy. */
export function frameRoom(length = chunkSize): Bytes {
  return new Uint8Array(headLength + length);
}

/** One message of the way for bytes, in the given room: docs/protocol.md, “Files”. */
export function frameBytes(
  { file, part, piece, offset }: Place,
  bytes: Uint8Array,
  room = frameRoom(bytes.length),
): Bytes {
  const frame = room.subarray(0, headLength + bytes.length);
  const view = new DataView(frame.buffer);
  frame[0] = parts.indexOf(part);
  frame.set(fromBase64Url(file) ?? [], 1);
  view.setUint32(1 + idLength, piece);
  view.setUint32(5 + idLength, offset);
  frame.set(bytes, headLength);
  return frame;
}

/** The last name that was read: what follows on each other is mostly of one file. */
let last = { bytes: new Uint8Array(idLength), id: toBase64Url(new Uint8Array(idLength)) };

function nameIn(bytes: Bytes): MessageId {
  if (bytes.some((byte, i) => byte !== last.bytes[i])) {
    last = { bytes: bytes.slice(), id: toBase64Url(bytes) };
  }
  return last.id as MessageId;
}

/** What came, or null if it is no frame. */
export function parseFrame(data: ArrayBuffer): Frame | null {
  if (data.byteLength <= headLength || data.byteLength > headLength + pieceSize) return null;
  const view = new DataView(data);
  const part = parts[view.getUint8(0)];
  if (!part) return null;
  return {
    part,
    file: nameIn(new Uint8Array(data, 1, idLength)),
    piece: view.getUint32(1 + idLength),
    offset: view.getUint32(5 + idLength),
    bytes: new Uint8Array(data, headLength),
  };
}
