type Bytes = Uint8Array<ArrayBuffer>;

/** A record with its key. */
export type Entry = readonly [key: string, value: unknown];

/** Something that a phone keeps, as backups see it. */
export interface BackupPart {
  readonly name: string;
  /** All there is, in the order in which it has to be kept again; bytes belong to the record before them. */
  entries(): AsyncIterable<Entry | Bytes>;
  /** What is kept of such a record; null for what is none. */
  parse(value: unknown, key: string): unknown;
}

/** How much there is of a part. */
export interface PartSize {
  readonly count: number;
  readonly bytes: number;
}

/** A part that may be so large that it is in a backup only if its owner wants it. */
export interface LargePart extends BackupPart {
  size(): Promise<PartSize>;
}

/** A phone that is being furnished beside the one in use. Rejects with `Failure('storage')` where it is full. */
export interface NewHome {
  /** Resolves when it is written. */
  keep(part: string, entries: readonly Entry[]): Promise<void>;
  /** Bytes of the record that was kept last, in their order. */
  keepBytes(bytes: Bytes): Promise<void>;
  /** Nothing more comes. Resolves with the number of records whose bytes were not right: they are left out. */
  finish(): Promise<number>;
  /** From now on the app opens this phone; the other one is no more. */
  moveIn(): void;
  /** Nobody moves in: what was kept is taken away. */
  leave(): Promise<void>;
}
