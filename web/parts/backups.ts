import { parseRecentCall } from '../calls/recent-call.ts';
import { parseContact } from '../contacts/contact.ts';
import { parseIntroduction } from '../contacts/introduction.ts';
import { backupFiles, filesPart } from '../files/backup-files.ts';
import { RestoredFiles } from '../files/restored-files.ts';
import { BackupDesk, type Backups } from '../identity/backups.ts';
import { parseIdentityRecord } from '../identity/identity.ts';
import { parseSettings } from '../identity/settings-store.ts';
import { shelfPart } from '../identity/shelf-part.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import type { SaveFile } from '../lib/saved-file.ts';
import { chatParts } from '../messages/backup-parts.ts';
import { RestoredHistory } from '../messages/restored-history.ts';
import { databases, shelf } from '../platform/databases.ts';
import { filesHere } from '../platform/files-folder.ts';
import { databaseName } from '../platform/homes.ts';
import { IdbHistory } from '../platform/idb-history.ts';
import { IdbHome } from '../platform/idb-home.ts';
import { restoredHome } from '../platform/restored-home.ts';
import { shelves } from '../platform/shelves.ts';

interface BackupsHere {
  readonly clock: Clock;
  readonly report: Report;
  readonly saveFile: SaveFile;
}

/** Backups of what lies on this device, read from there. */
export function openBackups({ clock, report, saveFile }: BackupsHere): Backups {
  const history = new IdbHistory(databaseName(databases.messages));
  return new BackupDesk({
    parts: [
      // The first: without it nothing else is of use.
      shelfPart('identity', shelves.identity, parseIdentityRecord),
      shelfPart('settings', shelves.settings, parseSettings),
      shelfPart('contacts', shelves.contacts, parseContact),
      shelfPart('introductions', shelf('introductions'), parseIntroduction),
      shelfPart('calls', shelves.calls, parseRecentCall),
      ...chatParts(history),
    ],
    files: backupFiles(shelf('files'), filesHere),
    newHome() {
      const home = new IdbHome();
      const keep = home.keep.bind(home, filesPart);
      return restoredHome(home, {
        history: new RestoredHistory(() => home.history),
        files: new RestoredFiles(() => home.disk, keep),
        report,
      });
    },
    saveFile,
    now: () => clock.now(),
    report,
  });
}
