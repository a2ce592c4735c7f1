import type { Entry } from '../identity/backup-part.ts';
import { Failure } from '../lib/failure.ts';
import { pieceCount } from '../links/pieces.ts';
import type { Disk } from './disk.ts';
import { keyOf, type Transfer } from './transfer.ts';

/** A file whose bytes come. */
interface Coming {
  readonly transfer: Transfer;
  hasList: boolean;
  /** So many pieces are there and right. */
  pieces: number;
  isWrong: boolean;
}

/**
 * Writes files out of a backup. Each is checked as one that somebody sends, piece by piece against its root;
 * one that is not whole is left out, and its record with it.
 */
export class RestoredFiles {
  readonly #disk: () => Disk;
  readonly #keep: (entries: readonly Entry[]) => Promise<void>;
  #coming: Coming | null = null;
  #lost = 0;

  /** The disk is asked for when there is something to write; `keep` takes the records of what is whole. */
  constructor(disk: () => Disk, keep: (entries: readonly Entry[]) => Promise<void>) {
    this.#disk = disk;
    this.#keep = keep;
  }

  /** Entries as the part of a backup parses them; bytes that follow are of the last one. */
  async keep(entries: readonly Entry[]): Promise<void> {
    for (const [, value] of entries) {
      await this.#end();
      const transfer = value as Transfer;
      try {
        const { list, pieces } = await this.#disk().open(keyOf(transfer), transfer.file);
        this.#coming = { transfer, hasList: list, pieces, isWrong: false };
      } catch (error) {
        // Private windows of Firefox keep no files; the rest of the phone is worth more.
        if (!(error instanceof Failure) || error.code === 'full') throw error;
        this.#lost++;
      }
    }
  }

  /** The list of hashes, then one piece after the other. */
  async take(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const coming = this.#coming;
    if (coming === null || coming.isWrong) return;
    const { transfer, hasList, pieces } = coming;
    const part = hasList ? 'piece' : 'list';
    const spot = { part, piece: hasList ? pieces : 0 } as const;
    const written = await this.#disk().write(keyOf(transfer), spot, [bytes]);
    if (written === 'full') throw new Failure('storage');
    if (written !== 'right') coming.isWrong = true;
    else if (hasList) coming.pieces++;
    else coming.hasList = true;
  }

  /** All is read; resolves with the number of files that are not whole. */
  async finish(): Promise<number> {
    await this.#end();
    return this.#lost;
  }

  /** Lets go of what is being written. */
  async stop(): Promise<void> {
    const coming = this.#coming;
    this.#coming = null;
    if (coming) await this.#disk().close(keyOf(coming.transfer));
  }

  async #end(): Promise<void> {
    const coming = this.#coming;
    await this.stop();
    if (coming === null) return;
    const { transfer, hasList, pieces, isWrong } = coming;
    if (!isWrong && hasList && pieces === pieceCount(transfer.file)) {
      await this.#keep([[transfer.id, transfer]]);
      return;
    }
    await this.#disk().remove(keyOf(transfer));
    this.#lost++;
  }
}
