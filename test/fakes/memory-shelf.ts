import { Failure } from '../../web/lib/failure.ts';
import type { Shelf } from '../../web/lib/shelf.ts';

/** A shelf without a disk; records are copied in and out as IndexedDB does. */
export class MemoryShelf implements Shelf {
  readonly #records: Map<string, unknown>;
  /** Nothing is written any more. */
  isFull = false;

  constructor(records: Iterable<[key: string, record: unknown]> = []) {
    this.#records = new Map([...records].map(([key, record]) => [key, structuredClone(record)]));
  }

  entries(): Promise<[key: string, record: unknown][]> {
    return Promise.resolve(structuredClone([...this.#records]));
  }

  async update(key: string, change: (record: unknown) => unknown): Promise<void> {
    await Promise.resolve();
    const changed = change(structuredClone(this.#records.get(key)));
    if (changed !== undefined && this.isFull) throw new Failure('storage');
    if (changed !== undefined) this.#records.set(key, structuredClone(changed));
  }

  remove(key: string): Promise<void> {
    this.#records.delete(key);
    return Promise.resolve();
  }
}
