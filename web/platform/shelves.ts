import { shelf } from './databases.ts';

/**
 * What the phone keeps on disk. Imported before the screens: the databases open while those are
 * evaluated, which takes about as long.
 */
export const shelves = {
  identity: shelf('identity'),
  settings: shelf('settings'),
  contacts: shelf('contacts'),
  calls: shelf('calls'),
} as const;
