import type { PeerId } from '../identity/peer-id.ts';
import { blobOf } from '../lib/blob-of.ts';
import { Failure } from '../lib/failure.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { PieceSize } from '../links/pieces.ts';
import type { MessageId } from '../links/messages.ts';
import type { Disk, Sources } from './disk.ts';
import { FileReading } from './file-reading.ts';
import { keyOf, type Transfer } from './transfer.ts';

/** A file that is no larger is copied, so that it can be sent whatever becomes of it; in bytes. */
const copiedUpTo = 33_554_432;

/** A file that is read before it is offered. */
export interface Preparation {
  readonly peer: PeerId;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Bytes read. */
  readonly read: number;
  cancel(): void;
}

type Whose = Pick<Transfer, 'peer' | 'id'>;

/** The files that this phone sends: reads them before they are offered, and finds them again after it. */
export class OwnFiles {
  readonly #disk: Disk;
  readonly #sources: Sources;
  readonly #alike: (transfer: Transfer) => readonly Transfer[];
  readonly #preparing = new Store<ReadonlySet<Preparation>>(new Set());
  /** What this page was given, or has found. */
  readonly #files = new Map<MessageId, File>();

  /** `alike` are the other transfers of the same bytes. */
  constructor(disk: Disk, sources: Sources, alike: (transfer: Transfer) => readonly Transfer[]) {
    this.#disk = disk;
    this.#sources = sources;
    this.#alike = alike;
  }

  get preparing(): Readable<ReadonlySet<Preparation>> {
    return this.#preparing;
  }

  /** Reads all of a file, and shows how far; resolves with its root. */
  async prepare(
    { peer, id }: Whose,
    file: File,
    piece: PieceSize,
    canceller: AbortController,
  ): Promise<string> {
    const begun = { peer, name: file.name, size: file.size, cancel: () => canceller.abort() };
    let shown: Preparation = { ...begun, read: 0 };
    const show = (next: Preparation | null) => {
      this.#preparing.update((all) => {
        const others = [...all].filter((one) => one !== shown);
        return new Set(next ? [...others, next] : others);
      });
      if (next) shown = next;
    };
    show(shown);
    try {
      return await this.#disk.prepare(keyOf({ peer, id }), file, {
        piece,
        copy: isCopied(file),
        progress: (read) => show({ ...begun, read }),
        signal: canceller.signal,
      });
    } finally {
      show(null);
    }
  }

  /** Nothing more is read. */
  close(): void {
    for (const { cancel } of this.#preparing.value) cancel();
  }

  /** It was read, and is offered. A copy can be read whatever becomes of the file. */
  keep(id: MessageId, file: File): void {
    if (!isCopied(file)) this.#files.set(id, file);
  }

  /** It is looked for anew. */
  forget(id: MessageId): void {
    this.#files.delete(id);
  }

  /** As this page has it, or the disk; null where neither does. What was passed on may be there as it came. */
  async open(transfer: Transfer): Promise<File | null> {
    const known = this.#files.get(transfer.id);
    if (known) return known;
    for (const each of [transfer, ...this.#alike(transfer)]) {
      const file = await this.#disk.file(keyOf(each));
      if (file?.size === transfer.file.size) return file;
    }
    return null;
  }

  /** By what the browser kept of it, where it wants a gesture for that. */
  ask(transfer: Transfer): Promise<File | null> {
    return this.#sources.reopen(transfer.handle, true);
  }

  /** Chosen once more: true if it is the one that was offered, null where looking at it was called off. */
  async giveAgain(transfer: Transfer, file: File): Promise<boolean | null> {
    const isOffered = await this.#isOffered(transfer, file);
    if (isOffered) this.#files.set(transfer.id, file);
    return isOffered;
  }

  /**
   * Reads it part by part; that rejects where it can't be found, with `Failure('changed')` where it is not
   * what was offered.
   */
  reading(transfer: Transfer): FileReading {
    return new FileReading(async () => blobOf(await this.#find(transfer)));
  }

  /** What is to be said of a file that could not be read: `Failure('changed')` where it is another one now. */
  async whyOf({ id }: Transfer, error: unknown): Promise<unknown> {
    const file = this.#files.get(id);
    return file && (await isChanged(file)) ? new Failure('changed', { cause: error }) : error;
  }

  /** A file whose list was cleared away is read once more. */
  async #isOffered(transfer: Transfer, file: File): Promise<boolean | null> {
    const key = keyOf(transfer);
    const { piece, root } = transfer.file;
    if (await this.#disk.list(key)) return this.#disk.isSame(key, file, piece);
    const canceller = new AbortController();
    let isOffered = false;
    try {
      isOffered = (await this.prepare(transfer, file, piece, canceller)) === root;
    } catch (error) {
      if (!canceller.signal.aborted) throw error;
    } finally {
      if (!isOffered) await this.#disk.remove(key);
    }
    return canceller.signal.aborted ? null : isOffered;
  }

  async #find(transfer: Transfer): Promise<File> {
    const { id, handle } = transfer;
    let file = await this.open(transfer);
    if (!file) {
      const key = keyOf(transfer);
      const found = await this.#sources.reopen(handle, false);
      const isSame = found && (await this.#disk.isSame(key, found, transfer.file.piece));
      if (isSame) file = found;
      // Without its list none would be the same.
      else if (found && (await this.#disk.list(key))) throw new Failure('changed');
    }
    // It may have been given again while it was looked for.
    file = this.#files.get(id) ?? file;
    if (file?.size !== transfer.file.size) throw new Failure('unreadable');
    this.#files.set(id, file);
    return file;
  }
}

/**
 * Browsers give what was a file when it was chosen: Chromium reads nothing of it once it was written to,
 * and says so by that error; of one that is gone it reads nothing, and no error comes.
 */
async function isChanged(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return false;
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotReadableError';
  }
}

function isCopied({ size }: File): boolean {
  return size <= copiedUpTo;
}
