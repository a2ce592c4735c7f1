import { Failure } from '../lib/failure.ts';
import type { Report } from '../lib/report.ts';
import { saveAll, type SaveFile } from '../lib/saved-file.ts';
import { readBackup, writeBackup, type Contents } from './backup.ts';
import type { BackupPart, Entry, NewHome } from './backup-part.ts';
import type { BackupProblem } from './backup-problem.ts';
import type { PeerId } from './peer-id.ts';

/** What came of backing up; `declined` if no place was chosen, `stopped` by the user. */
export type BackedUp = 'saved' | 'declined' | 'stopped' | 'not-saved' | 'not-read';

/** A backup that was read to its end, and is all there beside the phone in use. */
export interface OpenedBackup extends Contents {
  readonly id: PeerId;
  /** Of its owner; null if none was said yet. */
  readonly name: string | null;
  /** The phone in use gives way to this one; the page has to be loaded anew. */
  restore(): void;
  /** Leaves everything as it is. */
  leave(): Promise<void>;
}

/** What an owner does with backups. Closing the page stops either, and changes nothing. */
export interface Backups {
  /** Writes one file with all that this phone keeps. On a gesture. `tell` hears the number of records. */
  backUp(
    passphrase: string,
    tell: (records: number) => void,
    signal: AbortSignal,
  ): Promise<BackedUp>;
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

  async backUp(
    passphrase: string,
    tell: (records: number) => void,
    signal: AbortSignal,
  ): Promise<BackedUp> {
    const { parts, saveFile, report } = this.#options;
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
    const { parts, report } = this.#options;
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
    try {
      const contents = await readBackup({ file, passphrase, parts, take, tell });
      if (owner === null || contents.counts.get('identity') !== 1) throw new Failure('changed');
      await home.finish();
      signal.throwIfAborted();
      const { id } = owner as Owner;
      return { ...contents, id, name, restore: () => home.moveIn(), leave: () => home.leave() };
    } catch (error) {
      await home.leave().catch((late: unknown) => report('what was restored is left over', late));
      if (signal.aborted) return null;
      report('the backup was not restored', error);
      return problemOf(error);
    }
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
