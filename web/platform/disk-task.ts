import type { FileKey, Kept, Spot, Written } from '../files/disk.ts';
import type { Cut, PieceSize } from '../links/pieces.ts';

/** What the disk wants to know of an offer. */
export interface Promised extends Cut {
  readonly root: string;
}

/** What the page asks of the worker that has the disk. */
export type DiskTask =
  | {
      readonly do: 'prepare';
      readonly key: FileKey;
      readonly file: File;
      readonly piece: PieceSize;
      readonly copy: boolean;
    }
  | {
      readonly do: 'same';
      readonly key: FileKey;
      readonly file: File;
      readonly piece: PieceSize;
    }
  | { readonly do: 'list'; readonly key: FileKey }
  | { readonly do: 'open'; readonly key: FileKey; readonly offer: Promised }
  | { readonly do: 'read'; readonly key: FileKey; readonly offer: Promised; readonly at: number }
  | {
      readonly do: 'write';
      readonly key: FileKey;
      readonly spot: Spot;
      readonly chunks: readonly Uint8Array<ArrayBuffer>[];
    }
  | { readonly do: 'close'; readonly key: FileKey }
  | { readonly do: 'remove'; readonly key: FileKey }
  | { readonly do: 'sweep'; readonly key: FileKey; readonly kept: readonly FileKey[] }
  /** What is being done with this key ends soon, and fails. */
  | { readonly do: 'abort'; readonly key: FileKey };

/** A task as the worker is asked it: its number, and the folder in which its file is, always the same one. */
export type AskedTask = DiskTask & { readonly n: number; readonly folder: string };

/** What each task gives back. */
export interface DiskResults {
  prepare: string;
  same: boolean;
  list: Uint8Array<ArrayBuffer> | null;
  open: Kept;
  read: Uint8Array<ArrayBuffer>;
  write: Written | null;
  close: null;
  remove: null;
  sweep: null;
  abort: null;
}

export type DiskTrouble = 'full' | 'storage' | 'unreadable' | 'cleared';

/** What the worker tells; `n` numbers the task. */
export type DiskReply =
  | { readonly n: number; readonly read: number }
  | { readonly n: number; readonly done: DiskResults[DiskTask['do']] }
  | { readonly n: number; readonly trouble: DiskTrouble; readonly cause: unknown };

/** The folder of the origin private file system in which all files of the first phone here are. */
export const filesFolder = 'files';
