import type { FileOffer } from '../links/file-offer.ts';
import type { PieceSize } from '../links/pieces.ts';

/** Names a file on this device. */
export type FileKey = string & { readonly FileKey: unique symbol };

/** What became of bytes that were written. */
export type Written =
  /** The piece, or the list, is there and what was promised. */
  | 'right'
  /** It is not what was promised; nothing of it is kept. */
  | 'wrong'
  /** There is no room on this device. */
  | 'full';

/** How much of a file that comes in is here already. */
export interface Kept {
  /** The list of its hashes is. */
  readonly list: boolean;
  /** So many pieces from its beginning are, and they are right. */
  readonly pieces: number;
}

/** What is written: a piece, or the list of hashes, of which there is one. */
export interface Spot {
  readonly part: 'list' | 'piece';
  /** 0 for the list. */
  readonly piece: number;
}

/**
 * Files on this device. Bytes go from a file to the disk, and the other way, without being held as a
 * whole. Rejects with `Failure('storage')` where the browser refuses, with `Failure('full')` where there
 * is no room, with `Failure('unreadable')` where a file can't be read any more, and with
 * `Failure('cleared')` where the browser has cleared away what was being written, and may hold its place
 * until it is started anew. What is asked for one key is done in that order.
 */
export interface Disk {
  /** Bytes that may still be written; null where the browser does not say. */
  room(): Promise<number | null>;
  /**
   * Reads a file once, keeps the list of the hashes of its pieces, and if `copy` the file as well.
   * Resolves with the root; `progress` hears of bytes read.
   */
  prepare(
    key: FileKey,
    file: File,
    options: {
      piece: PieceSize;
      copy: boolean;
      progress(bytes: number): void;
      signal: AbortSignal;
    },
  ): Promise<string>;
  /** Whether that is the file whose list is kept, as far as a look into it tells. */
  isSame(key: FileKey, file: File, piece: PieceSize): Promise<boolean>;
  /** The list of hashes that is kept, 32 bytes for each piece; null without one. */
  list(key: FileKey): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Opens a file to be written. */
  open(key: FileKey, offer: FileOffer): Promise<Kept>;
  /**
   * The next piece that is missing, or the list, whole, in chunks one after the other; null if it is
   * another one. Takes the chunks away.
   */
  write(
    key: FileKey,
    spot: Spot,
    chunks: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<Written | null>;
  /**
   * What is there of a file that comes in, from that byte on: at most 1 MiB of it, none but right
   * pieces, and nothing where nothing more is there.
   */
  read(key: FileKey, offer: FileOffer, at: number): Promise<Uint8Array<ArrayBuffer>>;
  /** What was written is on the disk; rejects where it is not. */
  close(key: FileKey): Promise<void>;
  /** The whole file; null where there is none. */
  file(key: FileKey): Promise<File | null>;
  remove(key: FileKey): Promise<void>;
  /** Takes away all but these, as what a page read that was closed before it could offer it. */
  sweep(kept: readonly FileKey[]): Promise<void>;
}

/** Files of the system that a page was given, as far as it may use them again. */
export interface Sources {
  /** The file behind what was remembered; null where it is gone, or the browser wants to ask and must not. */
  reopen(handle: unknown, mayAsk: boolean): Promise<File | null>;
}
