import type { LargePart } from '../identity/backup-part.ts';
import { blobOf } from '../lib/blob-of.ts';
import type { Shelf } from '../lib/shelf.ts';
import type { Cut } from '../links/pieces.ts';
import type { FileKey } from './disk.ts';
import { keyOf, parseTransfer, type Transfer } from './transfer.ts';

/** The name of the part. */
export const filesPart = 'files';

/** Where the bytes are; both resolve with null for what is not there. */
export interface FilesHere {
  file(key: FileKey): Promise<File | null>;
  /** The hashes of the pieces of a file, 32 bytes each. */
  list(key: FileKey): Promise<Uint8Array<ArrayBuffer> | null>;
}

/**
 * The files that are whole on this device for a backup, each with its record, under the ID of its message.
 * Their bytes are the list of hashes and then the pieces, as they travel; an empty file has none.
 */
export function backupFiles(shelf: Shelf, here: FilesHere): LargePart {
  async function* whole() {
    for (const [id, record] of await shelf.entries()) {
      const transfer = parseBackedUp(record, id);
      if (transfer === null || !(transfer.mine || transfer.isDone)) continue;
      const file = await here.file(keyOf(transfer));
      if (file?.size === transfer.file.size) yield { id, transfer, file };
    }
  }
  return {
    name: filesPart,
    parse: parseBackedUp,
    async *entries() {
      for await (const { id, transfer, file } of whole()) {
        const list = await here.list(keyOf(transfer));
        if (file.size === 0) yield [id, transfer];
        if (file.size === 0 || !list) continue;
        yield [id, transfer];
        yield list;
        yield* readPieces(file, transfer.file);
      }
    },
    async size() {
      let [count, bytes] = [0, 0];
      for await (const { file } of whole()) {
        count++;
        bytes += file.size;
      }
      return { count, bytes };
    },
  };
}

/** A file that is deleted meanwhile ends early; who restores it finds that it is not whole. */
async function* readPieces(file: File, { piece }: Cut): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const blob = blobOf(file);
  try {
    for (let at = 0; at < file.size; at += piece) {
      yield new Uint8Array(await blob.slice(at, at + piece).arrayBuffer());
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** On another device no handle leads to what the sender chose. */
function parseBackedUp(record: unknown, id: string): Transfer | null {
  const transfer = parseTransfer(record);
  return transfer?.id === id ? { ...transfer, handle: null } : null;
}
