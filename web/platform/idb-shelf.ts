import { createStore, entries, del, promisifyRequest } from 'idb-keyval';
import { Failure } from '../lib/failure.ts';
import type { Shelf } from '../lib/shelf.ts';

/**
 * A shelf in an IndexedDB database of its own, which is opened at once: a second store in an existing
 * database would need a version, which idb-keyval has not. All methods reject
 * with `Failure('storage')` where the browser refuses.
 */
export function idbShelf(name: string): Shelf {
  const store = createStore(name, 'records');
  // What keeps it from opening is told to whoever asks for a record.
  orFail(() => store('readonly', () => undefined)).catch(() => undefined);
  return {
    async entries() {
      const all = await orFail(() => entries<string, unknown>(store));
      return all.filter(([key]) => typeof key === 'string');
    },
    update: (key, change) =>
      orFail(() => store('readwrite', (records) => changeIn(records, key, change))),
    remove: (key) => orFail(() => del(key, store)),
  };
}

/** idb-keyval's own `update` would store an `undefined`; the shelf means “leave it” by that. */
async function changeIn(
  records: IDBObjectStore,
  key: string,
  change: (record: unknown) => unknown,
): Promise<void> {
  const changed = change(await promisifyRequest<unknown>(records.get(key)));
  if (changed !== undefined) records.put(changed, key);
  await promisifyRequest(records.transaction);
}

/** Where site data is blocked, `indexedDB.open` throws at once instead of rejecting. */
async function orFail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Failure('storage', { cause });
  }
}
