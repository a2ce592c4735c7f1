import type { Report } from '../lib/report.ts';
import type { SavedSpace, SpaceInUse } from '../lib/saved-space.ts';
import { keepStorage } from './storage-keeper.ts';

const unknown: SpaceInUse = { used: null, quota: null, kept: false };

/** The storage of this page, by WHATWG storage. */
export function browserStorage(report: Report): SavedSpace {
  return {
    async measure() {
      // Missing outside secure contexts, whatever the types say.
      const storage = navigator.storage as StorageManager | undefined;
      if (!storage) return unknown;
      try {
        const [{ usage, quota }, kept] = await Promise.all([
          storage.estimate(),
          storage.persisted(),
        ]);
        return { used: usage ?? null, quota: quota ?? null, kept };
      } catch (error) {
        report('the storage in use could not be measured', error);
        return unknown;
      }
    },
    keep: () => keepStorage(report),
  };
}
