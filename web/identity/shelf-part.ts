import { isSetAside } from '../lib/load-records.ts';
import type { Shelf } from '../lib/shelf.ts';
import type { BackupPart } from './backup-part.ts';

/** The records of a shelf for a backup, but for those that were set aside. */
export function shelfPart(name: string, shelf: Shelf, parse: BackupPart['parse']): BackupPart {
  return {
    name,
    parse,
    async *entries() {
      for (const [key, value] of await shelf.entries()) if (!isSetAside(key)) yield [key, value];
    },
  };
}
