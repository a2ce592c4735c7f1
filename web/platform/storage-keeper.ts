import type { Report } from '../lib/report.ts';

/**
 * Asks the browser not to clear what is saved here; true if it promises that.
 * Never throws. Firefox asks its user, so call it when something is worth keeping.
 */
export async function keepStorage(report: Report): Promise<boolean> {
  try {
    // Missing outside secure contexts, whatever the types say.
    const storage = navigator.storage as StorageManager | undefined;
    const kept = storage ? (await storage.persisted()) || (await storage.persist()) : false;
    if (!kept) report('the browser may clear what is saved here');
    return kept;
  } catch (error) {
    report('asking for persistent storage failed', error);
    return false;
  }
}
