import type { Disk, FileKey, Kept, Spot, Written } from '../files/disk.ts';
import { Failure } from '../lib/failure.ts';
import type { FileOffer } from '../links/file-offer.ts';
import type { PieceSize } from '../links/pieces.ts';
import type {
  AskedTask,
  DiskReply,
  DiskResults,
  DiskTask,
  DiskTrouble,
  Promised,
} from './disk-task.ts';
import { fileIn, folderName } from './files-folder.ts';

const hiddenBy = 1_073_741_824;
/** What is done with all of them at once. */
const allFiles = '' as FileKey;

interface Waiting {
  progress(read: number): void;
  done(result: unknown): void;
  failed(error: Failure<DiskTrouble>): void;
}

/** Files in the origin private file system; a worker writes them, since only workers may at once. */
export class OpfsDisk implements Disk {
  readonly #worker = new Worker(new URL('./disk-worker.ts', import.meta.url), { type: 'module' });
  readonly #folder: string;
  readonly #waiting = new Map<number, Waiting>();
  #n = 0;
  /** Why the worker does nothing, where it did not load. */
  #broken: Failure<'storage'> | null = null;

  constructor(folder = folderName()) {
    this.#folder = folder;
    this.#worker.addEventListener('message', ({ data }: MessageEvent<DiskReply>) => {
      const waiting = this.#waiting.get(data.n);
      if ('read' in data) return waiting?.progress(data.read);
      this.#waiting.delete(data.n);
      if ('done' in data) waiting?.done(data.done);
      else waiting?.failed(new Failure(data.trouble, { cause: data.cause }));
    });
    // A worker that does not load tells nobody else.
    this.#worker.addEventListener('error', (event) => {
      this.#broken = new Failure('storage', { cause: event });
      for (const { failed } of this.#waiting.values()) failed(this.#broken);
      this.#waiting.clear();
    });
  }

  async room(): Promise<number | null> {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    if (quota === undefined) return null;
    const room = quota - usage;
    // Chromium hides how much there is: it says whole GiB, and never more than ten.
    return room % hiddenBy === 0 ? null : room;
  }

  async prepare(
    key: FileKey,
    file: File,
    { piece, copy, progress, signal }: Parameters<Disk['prepare']>[2],
  ): Promise<string> {
    const abort = () => void this.#ask({ do: 'abort', key });
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    try {
      const root = await this.#ask({ do: 'prepare', key, file, piece, copy }, { progress });
      // It may be read to its end before the worker hears of it.
      if (signal.aborted) throw new Failure('unreadable');
      return root;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  isSame(key: FileKey, file: File, piece: PieceSize): Promise<boolean> {
    return this.#ask({ do: 'same', key, file, piece });
  }

  list(key: FileKey): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#ask({ do: 'list', key });
  }

  open(key: FileKey, offer: FileOffer): Promise<Kept> {
    return this.#ask({ do: 'open', key, offer: promised(offer) });
  }

  read(key: FileKey, offer: FileOffer, at: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask({ do: 'read', key, offer: promised(offer), at });
  }

  async write(
    key: FileKey,
    spot: Spot,
    chunks: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<Written | null> {
    const transfer = chunks.map(({ buffer }) => buffer);
    try {
      return await this.#ask({ do: 'write', key, spot, chunks }, { transfer });
    } catch (error) {
      if (error instanceof Failure && error.code === 'full') return 'full';
      throw error;
    }
  }

  async close(key: FileKey): Promise<void> {
    await this.#ask({ do: 'close', key });
  }

  async file(key: FileKey): Promise<File | null> {
    try {
      return await fileIn(this.#folder, key);
    } catch (cause) {
      throw new Failure('storage', { cause });
    }
  }

  async remove(key: FileKey): Promise<void> {
    await this.#ask({ do: 'remove', key });
  }

  async sweep(kept: readonly FileKey[]): Promise<void> {
    await this.#ask({ do: 'sweep', key: allFiles, kept });
  }

  /** Nothing more is asked of it. */
  end(): void {
    this.#worker.terminate();
  }

  #ask<T extends DiskTask>(
    task: T,
    {
      progress = () => {},
      transfer = [],
    }: { progress?(read: number): void; transfer?: Transferable[] } = {},
  ): Promise<DiskResults[T['do']]> {
    if (this.#broken) return Promise.reject(this.#broken);
    const n = ++this.#n;
    return new Promise((resolve, failed) => {
      const done = (result: unknown) => resolve(result as DiskResults[T['do']]);
      this.#waiting.set(n, { progress, done, failed });
      const asked: AskedTask = { ...task, n, folder: this.#folder };
      this.#worker.postMessage(asked, transfer);
    });
  }
}

function promised({ size, piece, root }: FileOffer): Promised {
  return { size, piece, root };
}
