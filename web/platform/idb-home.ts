import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import type { Entry } from '../identity/backup-part.ts';
import { randomId } from '../lib/base64.ts';
import { Failure } from '../lib/failure.ts';
import { databases } from './databases.ts';
import { folderName, razeFiles } from './files-folder.ts';
import { databaseName, home, moveTo } from './homes.ts';
import { IdbHistory } from './idb-history.ts';
import { OpfsDisk } from './opfs-disk.ts';

/** The parts of a backup that lie on shelves of the same name. */
const parts = ['identity', 'settings', 'contacts', 'introductions', 'calls', 'files'] as const;
type Part = (typeof parts)[number];

/** The mark goes first: half taken away, a home is none to come back to. */
const names: readonly string[] = Object.values(databases);

/** The sets that this page fills, and the one into which it has moved until it is loaded anew. */
const begun = new Set<string>();

/** Databases and files beside those in use, as another page finds them; none is made before there is something to keep. */
export class IdbHome {
  readonly #id = randomId();
  readonly #open = new Map<string, Promise<IDBPDatabase>>();
  #history: IdbHistory | null = null;
  #disk: OpfsDisk | null = null;

  constructor() {
    begun.add(this.#id);
  }

  get history(): IdbHistory {
    return (this.#history ??= new IdbHistory(databaseName(databases.messages, this.#id)));
  }

  get disk(): OpfsDisk {
    return (this.#disk ??= new OpfsDisk(folderName(this.#id)));
  }

  /** True for a part that lies on a shelf. */
  has(part: string): part is Part {
    return parts.some((one) => one === part);
  }

  /** Keeps all or none of them. */
  async keep(part: Part, entries: readonly Entry[]): Promise<void> {
    try {
      const database = await this.#shelf(databases[part]);
      const transaction = database.transaction('records', 'readwrite');
      const written = entries.map(([key, value]) => transaction.store.put(value, key));
      await Promise.all([...written, transaction.done]);
    } catch (cause) {
      throw new Failure('storage', { cause });
    }
  }

  moveIn(): void {
    moveTo(this.#id);
    void this.#close();
  }

  async leave(): Promise<void> {
    await this.#close();
    await raze(this.#id);
    begun.delete(this.#id);
  }

  async #close(): Promise<void> {
    this.#disk?.end();
    const open = [...this.#open.values()].map(async (database) => (await database).close());
    // One that did not open need not be closed.
    await Promise.allSettled([...open, this.#history?.close()]);
  }

  /** Laid out as `idbShelf` does; that one could not be closed again. */
  #shelf(name: string): Promise<IDBPDatabase> {
    let database = this.#open.get(name);
    if (!database) {
      const upgrade = (made: IDBPDatabase) => void made.createObjectStore('records');
      database = openDB(databaseName(name, this.#id), 1, { upgrade });
      this.#open.set(name, database);
    }
    return database;
  }
}

/** A set that was left stays so long: a browser that crashes just then may have forgotten the move. */
const patienceMs = 3_600_000;

/** Goes where a phone was opened, should the browser have lost the note of it; false where there is none. */
export async function comeHome(): Promise<boolean> {
  const lost = await findHome();
  if (lost === null) return false;
  moveTo(lost);
  location.reload();
  return true;
}

/** What lies beside the set in use is taken away, and that one is not to be. */
export async function sweepHomes(now: number): Promise<void> {
  try {
    await markHome();
  } finally {
    await razeOthers(now);
  }
}

/** Says in the set in use that a phone was opened in it, in it alone; the first one is found without. */
export async function markHome({ id } = home): Promise<void> {
  if (id === null) return;
  (await openDB(databaseName(databases.mark, id))).close();
  for (const other of await homesHere([databases.mark])) {
    if (other !== id) await deleteDB(databaseName(databases.mark, other));
  }
}

/** Another set in which a phone was opened, where this one is the first: the browser may have lost the note of it. */
export async function findHome({ id } = home): Promise<string | null> {
  if (id !== null) return null;
  return [...(await homesHere([databases.mark]))].find((other) => other !== null) ?? null;
}

/**
 * Takes away what earlier pages left behind: homes nobody moved into, and the one before this. Without
 * the note of a move a home in which a phone was opened may be the right one.
 */
export async function razeOthers(now: number, { id, before, since } = home): Promise<void> {
  const keepsBefore = now - since < patienceMs;
  const kept = since === 0 ? await homesHere([databases.mark]) : new Set();
  for (const other of await homesHere()) {
    if (other === id || kept.has(other) || (keepsBefore && other === before)) continue;
    if (other !== null && begun.has(other)) continue;
    await raze(other);
  }
}

async function raze(id: string | null): Promise<void> {
  // The databases tell that there is something left to take away.
  await razeFiles(id);
  for (const name of names) {
    await deleteDB(databaseName(name, id));
  }
}

/** Those of which such databases are here. */
async function homesHere(which = names): Promise<ReadonlySet<string | null>> {
  // Missing in older browsers, whatever the types say; there they stay.
  const list = indexedDB.databases as IDBFactory['databases'] | undefined;
  const here = (await list?.call(indexedDB)) ?? [];
  const found = here.map(({ name = '' }) => name.split('@'));
  return new Set(found.filter(([name]) => which.includes(name ?? '')).map(([, id]) => id ?? null));
}
