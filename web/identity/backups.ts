import { Failure } from '../lib/failure.ts';
import type { Report } from '../lib/report.ts';
import { saveAll, type SaveFile } from '../lib/saved-file.ts';
import { readBackup, writeBackup, type Contents, type Written } from './backup.ts';
import type { BackupPart, Entry, LargePart, NewHome, PartSize } from './backup-part.ts';
import type { BackupProblem } from './backup-problem.ts';
import type { PeerId } from './peer-id.ts';

/** What came of backing up; `declined` if no place was chosen, `stopped` by the user. */
export type BackedUp = 'saved' | 'declined' | 'stopped' | 'not-saved' | 'not-read';

/** A backup that was read to its end, and is all there beside the phone in use. */
export interface OpenedBackup extends Contents {
  readonly id: PeerId;
  /** Of its owner; null if none was said yet. */
  readonly name: string | null;
  /** So many files are not whole in it, and left out. */
  readonly lost: number;
  /** The phone in use gives way to this one; the page has to be loaded anew. */
  restore(): void;
  /** Leaves everything as it is. */
  leave(): Promise<void>;
}

/** What is to be backed up, and who hears of it. */
export interface BackupWish {
  readonly passphrase: string;
  readonly withFiles: boolean;
  readonly signal: AbortSignal;
  tell(written: Written): void;
}

/** What an owner does with backups. Closing the page stops either, and changes nothing. */
export interface Backups {
  /** The files that are on this device. */
  files(): Promise<PartSize>;
  /** Writes one file with all that this phone keeps, but for the files that nobody wants. On a gesture. */
  backUp(wish: BackupWish): Promise<BackedUp>;
  /** Reads a backup, without touching anything. `tell` hears how far it is, 0 … 1; null if it was stopped. */
  open(
    file: Blob,
    passphrase: string,
    tell: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<OpenedBackup | BackupProblem | null>;
}

interface DeskOptions {
  /** One is named `identity`, one `settings`; what they parse has an `id`, and a `name`. */
  readonly parts: readonly BackupPart[];
  readonly files: LargePart;
  readonly saveFile: SaveFile;
  /** Makes nothing before there is something to keep. */
  newHome(): NewHome;
  now(): number;
  readonly report: Report;
}

/** Backups of what lies on this device. */
export class BackupDesk implements Backups {
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  files(): Promise<PartSize> {
    return this.#options.files.size();
  }

  async backUp({ passphrase, withFiles, tell, signal }: BackupWish): Promise<BackedUp> {
    const { saveFile, report } = this.#options;
    const parts = withFiles ? this.#all : this.#options.parts;
    const at = this.#options.now();
    try {
      const file = await saveFile(`Tincan ${dayOf(at)}.tincan`);
      if (file === null) return 'declined';
      return await saveAll(file, writeBackup({ parts, passphrase, at, tell }), signal);
    } catch (error) {
      report('the backup was not made', error);
      if (!(error instanceof Failure)) throw error;
      return error.code === 'not-saved' ? 'not-saved' : 'not-read';
    }
  }

  async open(
    file: Blob,
    passphrase: string,
    tell: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<OpenedBackup | BackupProblem | null> {
    const { report } = this.#options;
    const home = this.#options.newHome();
    let owner: Owner | null = null;
    let name: string | null = null;
    const take = async (part: string, entries: readonly Entry[]) => {
      signal.throwIfAborted();
      for (const [, value] of entries) {
        if (part === 'identity') owner = value as Owner;
        else if (part === 'settings') ({ name } = value as { readonly name: string | null });
      }
      await home.keep(part, entries);
    };
    const takeBytes = (bytes: Uint8Array<ArrayBuffer>) => {
      signal.throwIfAborted();
      return home.keepBytes(bytes);
    };
    try {
      const reading = { file, passphrase, parts: this.#all, take, takeBytes, tell };
      const contents = await readBackup(reading);
      if (owner === null || contents.counts.get('identity') !== 1) throw new Failure('changed');
      const lost = await home.finish();
      signal.throwIfAborted();
      const { id } = owner as Owner;
      const [restore, leave] = [() => home.moveIn(), () => home.leave()];
      return { ...contents, id, name, lost, restore, leave };
    } catch (error) {
      await home.leave().catch((late: unknown) => report('what was restored is left over', late));
      if (signal.aborted) return null;
      report('the backup was not restored', error);
      return problemOf(error);
    }
  }

  get #all(): readonly BackupPart[] {
    return [...this.#options.parts, this.#options.files];
  }
}

interface Owner {
  readonly id: PeerId;
}

function problemOf(error: unknown): BackupProblem {
  if (error instanceof Failure) {
    return error.code === 'storage' ? 'full' : (error.code as BackupProblem);
  }
  // The file is gone meanwhile, or on a stick that was pulled (W3C File API, section 8).
  if (error instanceof DOMException) return 'unreadable';
  throw error;
}

/** A day as files are named, here and now. */
function dayOf(at: number): string {
  const date = new Date(at);
  const pair = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pair(date.getMonth() + 1)}-${pair(date.getDate())}`;
}
