import type { Handed } from '../lib/handed.ts';

/** Chromium's part of a drop that TypeScript does not know (WICG File System Access). */
interface GivingItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** More files at once are not sent: somebody has dropped a disk. */
export const mostFiles = 500;

/**
 * What a drop or a paste holds; folders give the files in them. If there are more than are sent at once,
 * one more of them. Must be asked for while it happens.
 */
export async function filesIn(data: DataTransfer): Promise<readonly Handed[]> {
  const items = [...data.items].filter(({ kind }) => kind === 'file') as GivingItem[];
  const given: Handed[] = [];
  // All that is asked of an item has to be asked before the first await.
  const found = items.map((item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
    handle: item.getAsFileSystemHandle?.().catch(() => null) ?? null,
  }));
  for (const { entry, file, handle } of found) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, given);
    else if (file) given.push({ file, handle: await handle });
    if (given.length > mostFiles) break;
  }
  return given;
}

async function walk(folder: FileSystemDirectoryEntry, given: Handed[]): Promise<void> {
  const reader = folder.createReader();
  const some = () =>
    new Promise<readonly FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
  try {
    // A reader gives at most a hundred at once, and nothing at the end.
    for (let entries = await some(); entries.length > 0; entries = await some()) {
      for (const entry of entries) {
        if (given.length > mostFiles) return;
        if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, given);
        else given.push(await read(entry as FileSystemFileEntry));
      }
    }
  } catch {
    given.push({ file: null, name: folder.name });
  }
}

function read(entry: FileSystemFileEntry): Promise<Handed> {
  return new Promise((resolve) =>
    entry.file(
      (file) => resolve({ file, handle: null }),
      () => resolve({ file: null, name: entry.name }),
    ),
  );
}
