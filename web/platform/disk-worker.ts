/// <reference lib="webworker" />
import type { FileKey } from '../files/disk.ts';
import { toBase64Url } from '../lib/base64.ts';
import { blobOf } from '../lib/blob-of.ts';
import { pieceCount } from '../links/pieces.ts';
import {
  type AskedTask,
  type DiskReply,
  type DiskResults,
  type DiskTask,
  type DiskTrouble,
} from './disk-task.ts';
import {
  hashLength,
  heldName,
  listName,
  OpfsFile,
  readWhole,
  sha256,
  writeAll,
  writeWhole,
} from './opfs-file.ts';

declare const self: DedicatedWorkerGlobalScope;

const open = new Map<FileKey, OpfsFile>();
const aborted = new Set<FileKey>();
/** What this page has read or written. */
const touched = new Set<string>();
/** What is done for one file is done one after the other. */
const lines = new Map<FileKey, Promise<void>>();

let folderOf: string;

/** Each time anew: the browser may have cleared it away. */
async function openFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderOf, { create: true });
}

/** Hashes a file in pieces, and copies it if it is to be kept. */
async function prepare(
  { key, file, piece, copy }: Extract<DiskTask, { readonly do: 'prepare' }>,
  read: (bytes: number) => void,
): Promise<string> {
  const there = await openFolder();
  const list = new Uint8Array(pieceCount({ size: file.size, piece }) * hashLength);
  const target = copy
    ? await (await there.getFileHandle(key, { create: true })).createSyncAccessHandle()
    : null;
  try {
    target?.truncate(0);
    for (let at = 0; at < file.size; at += piece) {
      if (aborted.has(key)) throw new DOMException('Called off', 'AbortError');
      const bytes = new Uint8Array(
        await blobOf(file)
          .slice(at, at + piece)
          .arrayBuffer(),
      );
      list.set(await sha256(bytes), (at / piece) * hashLength);
      if (target) writeAll(target, bytes, at);
      read(Math.min(at + piece, file.size));
    }
    target?.flush();
  } finally {
    target?.close();
  }
  await writeWhole(there, listName(key), list);
  return toBase64Url(await sha256(list));
}

/** Looks at the first, the middle and the last piece. */
async function same({
  key,
  file,
  piece,
}: Extract<DiskTask, { readonly do: 'same' }>): Promise<boolean> {
  const list = await readWhole(await openFolder(), listName(key));
  const pieces = pieceCount({ size: file.size, piece });
  if (list?.length !== pieces * hashLength) return false;
  for (const n of new Set([0, pieces >> 1, pieces - 1])) {
    if (n < 0 || n >= pieces) continue;
    const bytes = await blobOf(file)
      .slice(n * piece, (n + 1) * piece)
      .arrayBuffer();
    const hash = await sha256(new Uint8Array(bytes));
    if (hash.some((byte, i) => byte !== list[n * hashLength + i])) return false;
  }
  return true;
}

/** Also what nobody writes now. */
async function read({
  key,
  offer,
  at,
}: Extract<DiskTask, { readonly do: 'read' }>): Promise<Uint8Array<ArrayBuffer>> {
  const opened = open.get(key);
  if (opened) return opened.read(at);
  const briefly = await OpfsFile.open(await openFolder(), key, offer);
  try {
    return briefly.read(at);
  } finally {
    await briefly.close();
  }
}

async function remove(key: FileKey): Promise<void> {
  await close(key).catch(() => undefined);
  const there = await openFolder();
  for (const name of [key, listName(key)]) {
    await there.removeEntry(name).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    });
  }
}

/** What is being written stays. */
async function sweep({ kept }: Extract<DiskTask, { readonly do: 'sweep' }>): Promise<void> {
  const there = await openFolder();
  const known = new Set(kept.flatMap((key) => [key, listName(key)]));
  const names: string[] = [];
  for await (const name of there.keys()) if (!known.has(name)) names.push(name);
  for (const name of names) {
    // It may have been begun meanwhile.
    if (!touched.has(name)) await there.removeEntry(name).catch(() => undefined);
  }
}

async function close(key: FileKey): Promise<void> {
  const opened = open.get(key);
  open.delete(key);
  await opened?.close();
}

async function run(task: DiskTask, n: number): Promise<DiskResults[DiskTask['do']]> {
  const { key } = task;
  switch (task.do) {
    case 'prepare':
      return prepare(task, (read) => reply({ n, read }));
    case 'same':
      return same(task);
    case 'list':
      return readWhole(await openFolder(), listName(key));
    case 'open': {
      await close(key);
      const opened = await OpfsFile.open(await openFolder(), key, task.offer);
      open.set(key, opened);
      return opened.kept;
    }
    case 'write': {
      const opened = open.get(key);
      if (!opened) throw new Error('It is not open');
      return opened.write(task.spot, task.chunks);
    }
    case 'read':
      return read(task);
    case 'close':
      await close(key);
      return null;
    case 'remove':
      await remove(key);
      aborted.delete(key);
      return null;
    case 'sweep':
      await sweep(task);
      return null;
    case 'abort':
      return null;
  }
}

function reply(message: DiskReply): void {
  self.postMessage(message);
}

function troubleOf(error: unknown): DiskTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'full';
  if (name === heldName) return 'cleared';
  return name === 'NotReadableError' || name === 'NotFoundError' || name === 'AbortError'
    ? 'unreadable'
    : 'storage';
}

self.onmessage = ({ data }: MessageEvent<AskedTask>) => {
  const { n, key } = data;
  folderOf = data.folder;
  if (data.do === 'abort') aborted.add(key);
  if (data.do !== 'sweep') for (const name of [key, listName(key)]) touched.add(name);
  const before = lines.get(key) ?? Promise.resolve();
  const now = before.then(async () => {
    try {
      reply({ n, done: await run(data, n) });
    } catch (error) {
      reply({ n, trouble: troubleOf(error), cause: error });
    }
    if (lines.get(key) === now) lines.delete(key);
  });
  lines.set(key, now);
};
