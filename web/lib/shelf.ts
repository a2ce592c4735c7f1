/**
 * One collection of saved records by key. What comes back is `unknown`: the
 * disk is an outsider like any other and passes a parser first.
 */
export interface Shelf {
  entries(): Promise<[key: string, record: unknown][]>;
  /** Reads, changes and writes in one transaction; `undefined` from `change` leaves it as it was. */
  update(key: string, change: (record: unknown) => unknown): Promise<void>;
  remove(key: string): Promise<void>;
}
