import type { BackedUp, Backups, BackupWish, OpenedBackup } from '../../web/identity/backups.ts';
import type { BackupProblem } from '../../web/identity/backup-problem.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';

/** Backups of nothing, which come out as a test says. */
export class FakeBackups implements Backups {
  outcome: BackedUp = 'saved';
  /** What is wrong with the next file; null for nothing. */
  problem: BackupProblem | null = null;
  /** Until it is set free, work goes on. */
  holds = false;
  contents = {
    id: 'ad4w0ve1acep3er0000c' as PeerId,
    name: 'Ada Lovelace' as string | null,
    at: 1_799_000_000_000,
    counts: new Map([
      ['identity', 1],
      ['contacts', 12],
      ['messages', 3_456],
      ['calls', 7],
    ]),
    leftOut: 0,
    lost: 0,
  };
  /** What there is of files. */
  size = { count: 3, bytes: 12_400_000 };
  /** Whether files were wanted, each time. */
  readonly withFiles: boolean[] = [];
  readonly passphrases: string[] = [];
  readonly deeds: ('restored' | 'left' | 'stopped')[] = [];
  #go: () => void = () => {};

  files() {
    return Promise.resolve(this.size);
  }

  async backUp({ passphrase, withFiles, tell, signal }: BackupWish): Promise<BackedUp> {
    this.passphrases.push(passphrase);
    this.withFiles.push(withFiles);
    tell({ records: 1_200, bytes: 3_100_000 });
    await this.#work(signal);
    return signal.aborted ? 'stopped' : this.outcome;
  }

  async open(
    _file: Blob,
    passphrase: string,
    tell: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<OpenedBackup | BackupProblem | null> {
    this.passphrases.push(passphrase);
    tell(0.5);
    await this.#work(signal);
    if (signal.aborted) return null;
    const deeds = this.deeds;
    return (
      this.problem ?? {
        ...this.contents,
        restore: () => void deeds.push('restored'),
        leave: async () => void deeds.push('left'),
      }
    );
  }

  go(): void {
    this.#go();
  }

  async #work(signal: AbortSignal): Promise<void> {
    if (!this.holds) return;
    await new Promise<void>((resolve) => {
      this.#go = resolve;
      signal.addEventListener('abort', () => {
        this.deeds.push('stopped');
        resolve();
      });
    });
  }
}
