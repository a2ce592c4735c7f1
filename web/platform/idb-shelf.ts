import { createStore, entries, del, promisifyRequest } from 'idb-keyval';
import { Failure } from '../lib/failure.ts';
import type { Shelf } from '../lib/shelf.ts';

/**
 * A shelf in an IndexedDB database of its own: a second store in an existing
 * database would need a version, which idb-keyval has not. All methods reject
 * with `Failure('storage')` where the browser refuses.
 */
export function idbShelf(name: string): Shelf {
  const store = createStore(name, 'records');
  return {
    async entries() {
      const all = await orFail(entries<string, unknown>(store));
      return all.filter(([key]) => typeof key === 'string');
    },
    update: (key, change) =>
      orFail(store('readwrite', (records) => changeIn(records, key, change))),
    remove: (key) => orFail(del(key, store)),
  };
}

/** idb-keyval's own `update` would store an `undefined`; the shelf means “leave it” by that. */
function changeIn(
  records: IDBObjectStore,
  key: string,
  change: (record: unknown) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = records.get(key);
    read.onerror = () => reject(read.error);
    read.onsuccess = () => {
      try {
        const changed: unknown = change(read.result);
        if (changed !== undefined) records.put(changed, key);
        resolve(promisifyRequest(records.transaction));
      } catch (error) {
        reject(error);
      }
    };
  });
}

async function orFail<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new Failure('storage', { cause });
  }
}
