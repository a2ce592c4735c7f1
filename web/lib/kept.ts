import { loadRecord } from './load-records.ts';
import type { Report } from './report.ts';
import type { Shelf } from './shelf.ts';
import { Store, type Readable } from './store.ts';

interface KeptOptions<T> {
  readonly shelf: Shelf;
  readonly key: string;
  parse(record: unknown): T | null;
  /** What holds as long as nothing was saved. */
  readonly first: T;
  readonly report: Report;
}

/** One small value in memory and on disk. */
export class Kept<T> {
  readonly #store: Store<T>;
  readonly #options: KeptOptions<T>;

  private constructor(options: KeptOptions<T>, value: T) {
    this.#options = options;
    this.#store = new Store(value);
  }

  /** What was saved; `first`, which is saved then, if there was nothing that parses. */
  static async load<T>(options: KeptOptions<T>): Promise<Kept<T>> {
    const { shelf, key, parse, first, report } = options;
    const saved = await loadRecord(shelf, key, parse, report);
    const kept = new Kept(options, saved ?? first);
    if (saved === null) await kept.#save();
    return kept;
  }

  get value(): Readable<T> {
    return this.#store;
  }

  /** Seen at once; resolves when it is written. */
  async set(value: T): Promise<void> {
    if (Object.is(value, this.#store.value)) return;
    this.#store.set(value);
    await this.#save();
  }

  async #save(): Promise<void> {
    await this.#options.shelf.update(this.#options.key, () => this.#store.value);
  }
}
