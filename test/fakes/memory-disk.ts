import type { Disk, FileKey, Kept, Spot, Written } from '../../web/files/disk.ts';
import { toBase64Url } from '../../web/lib/base64.ts';
import { joinBytes } from '../../web/lib/bytes.ts';
import { Failure } from '../../web/lib/failure.ts';
import type { FileOffer } from '../../web/links/file-offer.ts';
import { pieceCount, type PieceSize } from '../../web/links/pieces.ts';
import type { Bustle } from './bustle.ts';
import { FakeFile } from './fake-file.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** What outlives a page. */
export class Platter {
  readonly files = new Map<FileKey, Bytes>();
  readonly lists = new Map<FileKey, Bytes>();
  /** Bytes that fit on it. */
  capacity = Infinity;
  /** As in private windows of Firefox: there is none. */
  isRefused = false;
  /** What was cleared away while it was open; nobody can open it. */
  readonly held = new Set<FileKey>();

  /** The browser clears all away. */
  clear(): void {
    this.files.clear();
    this.lists.clear();
  }

  get used(): number {
    return [...this.files.values()].reduce((sum, { length }) => sum + length, 0);
  }
}

interface Open {
  readonly offer: FileOffer;
  right: number;
}

/** A disk without files, which hashes for real; one for each page, the platter stays. */
export class MemoryDisk implements Disk {
  readonly #platter: Platter;
  readonly #bustle: Bustle;
  readonly #open = new Map<FileKey, Open>();
  readonly #lines = new Map<FileKey, Promise<unknown>>();
  #isGone = false;

  constructor(platter: Platter, bustle: Bustle) {
    this.#platter = platter;
    this.#bustle = bustle;
  }

  /** The page is gone, and whatever it was doing. */
  crash(): void {
    this.#isGone = true;
  }

  room(): Promise<number | null> {
    const { capacity, used } = this.#platter;
    return Promise.resolve(capacity === Infinity ? null : capacity - used);
  }

  prepare(
    key: FileKey,
    file: File,
    { piece, copy, progress, signal }: Parameters<Disk['prepare']>[2],
  ): Promise<string> {
    return this.#inLine(key, async () => {
      if (this.#platter.isRefused) throw new Failure('storage');
      const list = new Uint8Array(pieceCount({ size: file.size, piece }) * 32);
      const whole = new Uint8Array(copy ? file.size : 0);
      for (let at = 0; at < file.size; at += piece) {
        if (signal.aborted) throw new Failure('unreadable');
        const bytes = await read(file, at, piece);
        list.set(await sha256(bytes), (at / piece) * 32);
        if (copy) whole.set(bytes, at);
        progress(Math.min(at + piece, file.size));
      }
      if (copy && this.#platter.used + file.size > this.#platter.capacity)
        throw new Failure('full');
      if (copy) this.#platter.files.set(key, whole);
      this.#platter.lists.set(key, list);
      return toBase64Url(await sha256(list));
    });
  }

  isSame(key: FileKey, file: File, piece: PieceSize): Promise<boolean> {
    return this.#inLine(key, async () => {
      const list = this.#platter.lists.get(key);
      if (list?.length !== pieceCount({ size: file.size, piece }) * 32) return false;
      return file.size === 0 || isHash(await sha256(await read(file, 0, piece)), list, 0);
    });
  }

  list(key: FileKey): Promise<Bytes | null> {
    return this.#inLine(key, () => Promise.resolve(this.#platter.lists.get(key)?.slice() ?? null));
  }

  open(key: FileKey, offer: FileOffer): Promise<Kept> {
    return this.#inLine(key, async () => {
      const { files, lists, isRefused } = this.#platter;
      if (isRefused) throw new Failure('storage');
      if (this.#isHeld(key)) throw new Failure('cleared');
      const list = offer.size === 0 ? new Uint8Array() : lists.get(key);
      const isList = list !== undefined && toBase64Url(await sha256(list)) === offer.root;
      if (!isList) lists.delete(key);
      const bytes = files.get(key) ?? new Uint8Array();
      const whole = bytes.length === offer.size ? pieceCount(offer) : 0;
      const right = isList ? whole || Math.floor(bytes.length / offer.piece) : 0;
      files.set(key, bytes.slice(0, Math.min(right * offer.piece, offer.size)));
      this.#open.set(key, { offer, right });
      return { list: isList, pieces: right };
    });
  }

  write(key: FileKey, { part, piece }: Spot, chunks: readonly Bytes[]): Promise<Written | null> {
    const taken = joinBytes(...chunks);
    // As a worker does, which is given them.
    const transfer = chunks.map(({ buffer }) => buffer);
    structuredClone(transfer, { transfer });
    return this.#inLine(key, async () => {
      const open = this.#open.get(key);
      const list = this.#platter.lists.get(key);
      if (!open) throw new Failure('storage');
      const isCleared = !this.#platter.files.has(key);
      if (part === 'list' ? list !== undefined : !(list || isCleared) || piece !== open.right)
        return null;
      return this.#keep(key, open, { part, piece }, taken);
    });
  }

  read(key: FileKey, _: FileOffer, at: number): Promise<Bytes> {
    // Only what is right gets here.
    const read = () => this.#platter.files.get(key)?.slice(at) ?? new Uint8Array();
    return this.#inLine(key, () => Promise.resolve(read()));
  }

  close(key: FileKey): Promise<void> {
    return this.#inLine(key, () => {
      const isHeld = this.#isHeld(key);
      this.#open.delete(key);
      return isHeld ? Promise.reject(new Failure('cleared')) : Promise.resolve();
    });
  }

  file(key: FileKey): Promise<File | null> {
    const bytes = this.#platter.files.get(key);
    return Promise.resolve(bytes ? new FakeFile(bytes, 'stored', this.#bustle) : null);
  }

  remove(key: FileKey): Promise<void> {
    return this.#inLine(key, () => {
      this.#open.delete(key);
      this.#platter.files.delete(key);
      this.#platter.lists.delete(key);
      return Promise.resolve();
    });
  }

  sweep(kept: readonly FileKey[]): Promise<void> {
    const { files, lists } = this.#platter;
    for (const there of [files, lists]) {
      for (const key of there.keys()) if (!kept.includes(key)) there.delete(key);
    }
    return Promise.resolve();
  }

  async #keep(key: FileKey, open: Open, { part, piece }: Spot, bytes: Bytes): Promise<Written> {
    const { files, lists, used, capacity } = this.#platter;
    const hash = await sha256(bytes);
    if (this.#isGone) return 'wrong';
    if (part === 'list') {
      if (toBase64Url(hash) !== open.offer.root) return 'wrong';
      lists.set(key, bytes);
      return 'right';
    }
    if (files.has(key) && !isHash(hash, lists.get(key), piece)) return 'wrong';
    if (used + bytes.length > capacity) return 'full';
    const before = files.get(key);
    if (!before) {
      // As it does to what is cleared away.
      open.right++;
      return 'right';
    }
    const after = new Uint8Array(before.length + bytes.length);
    after.set(before);
    after.set(bytes, before.length);
    files.set(key, after);
    open.right++;
    return 'right';
  }

  #isHeld(key: FileKey): boolean {
    const { files, held } = this.#platter;
    if (this.#open.has(key) && !files.has(key)) held.add(key);
    return held.has(key);
  }

  #inLine<T>(key: FileKey, task: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(key) ?? Promise.resolve();
    const now = this.#bustle.during(
      before
        .catch(() => undefined)
        // A page that is gone hears nothing any more.
        .then(() => (this.#isGone ? Promise.reject(new Failure('storage')) : task())),
    );
    this.#lines.set(key, now);
    return now;
  }
}

async function read(file: File, at: number, length: number): Promise<Bytes> {
  try {
    return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
  } catch (cause) {
    throw new Failure('unreadable', { cause });
  }
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function isHash(hash: Bytes, list: Bytes | undefined, piece: number): boolean {
  return hash.every((byte, i) => byte === list?.[piece * 32 + i]);
}
