import type { FileKey, Kept, Spot, Written } from '../files/disk.ts';
import { toBase64Url } from '../lib/base64.ts';
import { joinBytes, joinInto } from '../lib/bytes.ts';
import { giveUp } from '../lib/give-up.ts';
import { pieceLength, pieceSize, pieceCount } from '../links/pieces.ts';
import type { Promised } from './disk-task.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export const hashLength = 32;

/** So many pieces go to a file before a look whether it is still there. */
const lookEvery = 16;

/**
 * What an error is called where a file can't be opened since another handle has it. So it is, until the
 * browser ends, for one that was cleared away while it was open.
 */
export const heldName = 'NoModificationAllowedError';

/** A page that has just lost the line to this one lets go of its files soon: they are asked for so often, every so many ms. */
const mostTries = 40;
const tryEvery = 100;

/** Where the list of hashes of a file is. */
export function listName(key: FileKey): string {
  return `${key}.list`;
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** Writes the bytes as the whole of a small file. */
export async function writeWhole(
  folder: FileSystemDirectoryHandle,
  name: string,
  bytes: Bytes,
): Promise<void> {
  const file = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    file.truncate(0);
    writeAll(file, bytes, 0);
    file.flush();
  } finally {
    file.close();
  }
}

/** A handle may write less than it is given where the disk is full, instead of throwing. */
export function writeAll(file: FileSystemSyncAccessHandle, bytes: Bytes, at: number): void {
  if (file.write(bytes, { at }) !== bytes.length) {
    throw new DOMException('Less was written than given', 'QuotaExceededError');
  }
}

export async function readWhole(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<Bytes | null> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/**
 * A file that comes in piece by piece, in the worker that has its synchronous handle (W3C File System,
 * section 4). Only pieces that are right get to the disk, one after the other: what is there is right.
 */
export class OpfsFile {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #key: FileKey;
  readonly #offer: Promised;
  readonly #file: FileSystemSyncAccessHandle;
  #list: Bytes | null;
  #right = 0;
  /** The same memory for each piece. */
  readonly #room: Bytes;

  private constructor(
    folder: FileSystemDirectoryHandle,
    key: FileKey,
    offer: Promised,
    file: FileSystemSyncAccessHandle,
    list: Bytes | null,
  ) {
    this.#folder = folder;
    this.#key = key;
    this.#offer = offer;
    this.#file = file;
    this.#list = list;
    this.#room = new Uint8Array(offer.piece);
  }

  static async open(
    folder: FileSystemDirectoryHandle,
    key: FileKey,
    offer: Promised,
  ): Promise<OpfsFile> {
    const list = offer.size === 0 ? new Uint8Array() : await readWhole(folder, listName(key));
    const isList = list !== null && toBase64Url(await sha256(list)) === offer.root;
    const handle = await folder.getFileHandle(key, { create: true });
    const file = await held(handle);
    try {
      const opened = new OpfsFile(folder, key, offer, file, isList ? list : null);
      await opened.#find();
      return opened;
    } catch (error) {
      // Nobody else could open it until the page is gone.
      file.close();
      throw error;
    }
  }

  get kept(): Kept {
    return { list: this.#list !== null, pieces: this.#right };
  }

  async write({ part, piece }: Spot, chunks: readonly Bytes[]): Promise<Written | null> {
    const isNext = part === 'list' ? this.#list === null : piece === this.#right;
    if (!isNext || (part === 'piece' && this.#list === null)) return null;
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    const whole = part === 'list' ? this.#pieces * hashLength : pieceLength(this.#offer, piece);
    if (length !== whole) return 'wrong';
    if (part === 'list') return this.#keepList(joinBytes(...chunks));
    const bytes = joinInto(this.#room, chunks);
    giveUp(chunks.map(({ buffer }) => buffer));
    return this.#keepPiece(piece, bytes);
  }

  /** From that byte on what is right, no more than a long piece. */
  read(at: number): Bytes {
    const end = Math.min(this.#end, at + pieceSize);
    const bytes = new Uint8Array(Math.max(0, end - at));
    return bytes.subarray(0, this.#file.read(bytes, { at }));
  }

  /** Rejects where the file is not there any more; Chromium never comes back from closing such a one. */
  async close(): Promise<void> {
    await this.#look();
    try {
      this.#file.flush();
    } finally {
      this.#file.close();
    }
  }

  /** A file that the browser has cleared away takes what is written, and nobody can ever read it. */
  async #look(): Promise<void> {
    try {
      await this.#folder.getFileHandle(this.#key);
    } catch (cause) {
      throw new DOMException(`It was cleared away: ${String(cause)}`, heldName);
    }
  }

  get #pieces(): number {
    return pieceCount(this.#offer);
  }

  /** Where the last right piece ends. */
  get #end(): number {
    return Math.min(this.#right * this.#offer.piece, this.#offer.size);
  }

  async #keepList(list: Bytes): Promise<Written> {
    if (toBase64Url(await sha256(list)) !== this.#offer.root) return 'wrong';
    await writeWhole(this.#folder, listName(this.#key), list);
    this.#list = list;
    // What was there before there was a list can't be trusted.
    this.#file.truncate(0);
    return 'right';
  }

  async #keepPiece(piece: number, bytes: Bytes): Promise<Written> {
    if (!(await this.#isRight(piece, bytes))) return 'wrong';
    if (piece % lookEvery === 0) await this.#look();
    writeAll(this.#file, bytes, piece * this.#offer.piece);
    this.#right = piece + 1;
    return 'right';
  }

  async #isRight(piece: number, bytes: Bytes): Promise<boolean> {
    const hash = await sha256(bytes);
    const at = piece * hashLength;
    return hash.every((byte, i) => byte === this.#list?.[at + i]);
  }

  /** How many pieces are there; what is behind the last right one goes. */
  async #find(): Promise<void> {
    if (this.#list === null) return;
    const size = Math.min(this.#file.getSize(), this.#offer.size);
    let right = size === this.#offer.size ? this.#pieces : Math.floor(size / this.#offer.piece);
    // A system that fell over may have lost the last ones.
    for (; right > 0; right--) {
      const bytes = new Uint8Array(pieceLength(this.#offer, right - 1));
      this.#file.read(bytes, { at: (right - 1) * this.#offer.piece });
      if (await this.#isRight(right - 1, bytes)) break;
    }
    this.#right = right;
    this.#file.truncate(this.#end);
  }
}

/** Takes hold of a file; rejects with an error of `heldName` where somebody else has it for long. */
async function held(handle: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let tries = 1; ; tries++) {
    try {
      return await handle.createSyncAccessHandle();
    } catch (error) {
      const isHeld = error instanceof DOMException && error.name === heldName;
      if (!isHeld || tries === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, tryEvery));
    }
  }
}
