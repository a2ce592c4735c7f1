import type { FilesHere } from '../files/backup-files.ts';
import type { FileKey } from '../files/disk.ts';
import { filesFolder } from './disk-task.ts';
import { databaseName } from './homes.ts';
import { listName, readWhole } from './opfs-file.ts';

/** The folder of the origin private file system in which the files of a phone are. */
export const folderName = (of?: string | null): string => databaseName(filesFolder, of);

/** The file of that name in such a folder; null where there is none. */
export async function fileIn(folder: string, name: string): Promise<File | null> {
  return orNull(async () => (await (await openFolder(folder)).getFileHandle(name)).getFile());
}

/** The files of the phone in use, for who only reads them. */
export const filesHere: FilesHere = {
  file: (key: FileKey) => fileIn(folderName(), key),
  list: (key: FileKey) =>
    orNull(async () => readWhole(await openFolder(folderName()), listName(key))),
};

/** Takes away all files of a phone. */
export async function razeFiles(of: string | null): Promise<void> {
  await orNull(async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(folderName(of), { recursive: true });
    return null;
  });
}

async function openFolder(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name);
}

/** Where a private window has no such files at all, there is none either. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof DOMException ? error.name : '';
    if (reason === 'NotFoundError' || reason === 'SecurityError') return null;
    throw error;
  }
}
