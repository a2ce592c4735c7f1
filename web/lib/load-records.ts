import type { Report } from './report.ts';
import type { Shelf } from './shelf.ts';

/** Turns what the disk gave into a known type; null for whatever is not one. */
type RecordParser<T> = (record: unknown, key: string) => T | null | Promise<T | null>;

const asidePrefix = 'set-aside:';

/** True for the key of a record that did not parse. */
export function isSetAside(key: string): boolean {
  return key.startsWith(asidePrefix);
}

/**
 * All records of a shelf by key. One that does not parse is moved to the key
 * `set-aside:<old key>:<time>` of the same shelf and reported; loading goes on.
 */
export async function loadRecords<T>(
  shelf: Shelf,
  parse: RecordParser<T>,
  report: Report,
): Promise<Map<string, T>> {
  const records = new Map<string, T>();
  for (const [key, record] of await shelf.entries()) {
    if (isSetAside(key)) continue;
    const parsed = await parse(record, key);
    if (parsed === null) await setAside(shelf, key, record, report);
    else records.set(key, parsed);
  }
  return records;
}

/** The one record under `wanted`, by the same rules; null if there is none. Others stay untouched. */
export async function loadRecord<T>(
  shelf: Shelf,
  wanted: string,
  parse: RecordParser<T>,
  report: Report,
): Promise<T | null> {
  const found = (await shelf.entries()).find(([key]) => key === wanted);
  if (found === undefined) return null;
  const parsed = await parse(found[1], wanted);
  if (parsed === null) await setAside(shelf, wanted, found[1], report);
  return parsed;
}

async function setAside(shelf: Shelf, key: string, record: unknown, report: Report): Promise<void> {
  try {
    // The copy first: a crash in between leaves two records, never none.
    await shelf.update(`${asidePrefix}${key}:${Date.now()}`, () => record);
    await shelf.remove(key);
    report(`record set aside: ${key}`);
  } catch (error) {
    // A full disk must not keep the phone from starting.
    report(`record ignored, could not be set aside: ${key}`, error);
  }
}
