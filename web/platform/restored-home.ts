import type { RestoredFiles } from '../files/restored-files.ts';
import type { NewHome } from '../identity/backup-part.ts';
import type { Report } from '../lib/report.ts';
import type { RestoredHistory } from '../messages/restored-history.ts';
import type { IdbHome } from './idb-home.ts';
import { keepStorage } from './storage-keeper.ts';

interface Restored {
  readonly history: RestoredHistory;
  readonly files: RestoredFiles;
  readonly report: Report;
}

/** A phone that is read out of a backup beside the one in use: files and conversations are checked as they come. */
export function restoredHome(home: IdbHome, { history, files, report }: Restored): NewHome {
  return {
    keep(part, entries) {
      if (part === 'files') return files.keep(entries);
      return home.has(part) ? home.keep(part, entries) : history.keep(part, entries);
    },
    keepBytes: (bytes) => files.take(bytes),
    async finish() {
      await history.finish();
      return files.finish();
    },
    async leave() {
      await files.stop();
      await home.leave();
    },
    moveIn() {
      home.moveIn();
      void keepStorage(report);
      location.reload();
    },
  };
}
