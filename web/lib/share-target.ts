/** What another app handed to this one, to be sent to somebody. */
export interface SharedContent {
  /** Title, text and link, one below the other; empty if there is none. */
  readonly text: string;
  /** There was more text than is taken: what there is ends in its midst. */
  readonly isCut: boolean;
  /** With names that are safe everywhere. */
  readonly files: readonly File[];
  /** So many files more were handed over, and did not fit. */
  readonly leftOut: number;
}

/** Where what was shared lies until it is known to whom it goes (W3C Web Share Target API); once at a time. */
export interface ShareTarget {
  /** Null if nothing came, or nothing of it could be kept. */
  read(): Promise<SharedContent | null>;
  /** Nothing stays of what was read; its files remain readable. */
  drop(): Promise<void>;
  /** Drops what was not sent an hour after it came; `now` in ms since 1970. */
  sweep(now: number): Promise<void>;
}
