import type { Shelf } from '../lib/shelf.ts';
import { databaseName } from './homes.ts';
import { idbShelf } from './idb-shelf.ts';

/** All databases of a phone, as they are called in the first set; the last ones are in no backup. */
export const databases = {
  /** Says that a phone was opened in this set: should the browser lose the note of it, it is found again. */
  mark: 'tincan-lived-in',
  identity: 'tincan-identity',
  settings: 'tincan-settings',
  contacts: 'tincan-contacts',
  introductions: 'tincan-introductions',
  calls: 'tincan-recents',
  files: 'tincan-files',
  messages: 'tincan-messages',
  carried: 'tincan-carried',
  parcels: 'tincan-parcels',
  errands: 'tincan-errands',
} as const;

/** Records of this phone. */
export function shelf(name: keyof typeof databases): Shelf {
  return idbShelf(databaseName(databases[name]));
}
