import * as v from 'valibot';
import { ByteReader } from '../lib/byte-reader.ts';
import { Failure } from '../lib/failure.ts';
import { openChunks, sealChunks } from './backup-chunks.ts';
import { headLength, newBackupKey, readBackupKey } from './backup-key.ts';
import type { BackupPart, Entry } from './backup-part.ts';
import type { BackupProblem } from './backup-problem.ts';
import { packRecords, unpackChunk, type BackupRecord } from './backup-records.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The name of the record that every backup begins with. */
const labelName = 'backup';

const labelSchema = v.object({ at: v.pipe(v.number(), v.finite()) });

/** How much of each part there is, by name. */
type Counts = ReadonlyMap<string, number>;

/** What was found in a backup that is whole. */
export interface Contents {
  /** When it was made, in ms since 1970. */
  readonly at: number;
  readonly counts: Counts;
  /** Records that this version of the app does not know. */
  readonly leftOut: number;
}

interface WriteOptions {
  readonly parts: readonly BackupPart[];
  readonly passphrase: string;
  /** In ms since 1970. */
  readonly at: number;
  tell(written: Written): void;
}

/** How much was written so far: records, and bytes that belong to some. */
export interface Written {
  readonly records: number;
  readonly bytes: number;
}

/** The bytes of a backup, a little at a time. */
export async function* writeBackup(options: WriteOptions): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const key = await newBackupKey(options.passphrase);
  yield* sealChunks(key, packRecords(recordsOf(options)));
}

async function* recordsOf({ parts, at, tell }: WriteOptions): AsyncGenerator<BackupRecord | Bytes> {
  yield { of: labelName, key: labelName, value: { at } };
  let [records, bytes] = [0, 0];
  for (const part of parts) {
    let parsed: unknown = null;
    for await (const item of part.entries()) {
      if (item instanceof Uint8Array) {
        if (parsed === null) continue;
        yield item;
        bytes += item.length;
      } else {
        const [key, value] = item;
        parsed = await part.parse(value, key);
        // What does not parse could not be shown either.
        if (parsed === null) continue;
        yield { of: part.name, key, value: parsed };
        records++;
      }
      tell({ records, bytes });
    }
  }
}

interface ReadOptions {
  readonly file: Blob;
  readonly passphrase: string;
  readonly parts: readonly BackupPart[];
  /** Takes what was read; it may still be no whole backup. */
  take(part: string, entries: readonly Entry[]): Promise<void>;
  /** Takes bytes of the record that was taken last. */
  takeBytes(bytes: Bytes): Promise<void>;
  /** Hears how much of the file is read, 0 … 1. */
  tell(fraction: number): void;
}

/**
 * Reads a backup to its end; throws a `Failure<BackupProblem>` where it is not whole, and what the
 * file throws where it can't be read.
 */
export async function readBackup(options: ReadOptions): Promise<Contents> {
  const { file, passphrase, take, takeBytes, tell } = options;
  const reader = new ByteReader(file.stream());
  const counts = new Map<string, number>();
  let at: number | null = null;
  let leftOut = 0;
  /** Bytes of what no part knows are as unknown. */
  let isKnown = false;
  try {
    const key = await readBackupKey(passphrase, await reader.read(headLength));
    for await (const chunk of openChunks(key, reader)) {
      const content = unpackChunk(chunk);
      if (content === null) throw fail('changed');
      if (content === 'unknown') leftOut++;
      else if (content instanceof Uint8Array) {
        if (isKnown) await takeBytes(content);
      } else {
        const [first] = content;
        const rest = at === null ? content.slice(1) : content;
        at ??= readLabel(first);
        const { known, unknown, isLastKnown } = await sort(rest, options.parts);
        leftOut += unknown;
        isKnown = isLastKnown;
        for (const [part, entries] of known) {
          counts.set(part, (counts.get(part) ?? 0) + entries.length);
          await take(part, entries);
        }
      }
      tell(reader.offset / file.size);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (at === null) throw fail('changed');
  return { at, counts, leftOut };
}

/** Entries by the part they belong to; what no part knows is counted. */
async function sort(records: readonly BackupRecord[], parts: readonly BackupPart[]) {
  const known = new Map<string, Entry[]>();
  let unknown = 0;
  let isLastKnown = false;
  for (const { of, key, value } of records) {
    const part = parts.find(({ name }) => name === of);
    const parsed = await part?.parse(value, key);
    isLastKnown = parsed !== null && parsed !== undefined;
    if (!isLastKnown) unknown++;
    else {
      const entries = known.get(of) ?? [];
      entries.push([key, parsed]);
      known.set(of, entries);
    }
  }
  return { known, unknown, isLastKnown };
}

function readLabel(record: BackupRecord | undefined): number {
  const parsed = v.safeParse(labelSchema, record?.of === labelName ? record.value : null);
  if (!parsed.success) throw fail('changed');
  return parsed.output.at;
}

function fail(problem: BackupProblem): Failure<BackupProblem> {
  return new Failure(problem);
}
