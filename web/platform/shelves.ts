import { databaseName } from './homes.ts';
import { idbShelf } from './idb-shelf.ts';

/**
 * What the phone keeps on disk. Imported before the screens: the databases open while those are
 * evaluated, which takes about as long.
 */
export const shelves = {
  identity: idbShelf(databaseName('tincan-identity')),
  settings: idbShelf(databaseName('tincan-settings')),
  contacts: idbShelf(databaseName('tincan-contacts')),
  recents: idbShelf(databaseName('tincan-recents')),
} as const;
