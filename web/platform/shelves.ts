import { idbShelf } from './idb-shelf.ts';

/**
 * What the phone keeps on disk. Imported before the screens: the databases open while those are
 * evaluated, which takes about as long.
 */
export const shelves = {
  identity: idbShelf('tincan-identity'),
  settings: idbShelf('tincan-settings'),
  contacts: idbShelf('tincan-contacts'),
  recents: idbShelf('tincan-recents'),
} as const;
