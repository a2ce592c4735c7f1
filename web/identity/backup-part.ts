/** A record with its key. */
export type Entry = readonly [key: string, value: unknown];

/** Something that a phone keeps, as backups see it. */
export interface BackupPart {
  readonly name: string;
  /** All there is, in the order in which it has to be kept again. */
  entries(): AsyncIterable<Entry>;
  /** What is kept of such a record; null for what is none. */
  parse(value: unknown, key: string): unknown;
}

/** A phone that is being furnished beside the one in use. Rejects with `Failure('storage')` where it is full. */
export interface NewHome {
  /** Resolves when it is written. */
  keep(part: string, entries: readonly Entry[]): Promise<void>;
  /** Nothing more comes. */
  finish(): Promise<void>;
  /** From now on the app opens this phone; the other one is no more. */
  moveIn(): void;
  /** Nobody moves in: what was kept is taken away. */
  leave(): Promise<void>;
}
