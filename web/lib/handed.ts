/** A file that somebody gave to the page, and by what the browser finds it again; null where it does not. */
interface GivenFile {
  readonly file: File;
  readonly handle: unknown;
}

/** What somebody gave and can't be read: it may be gone, or a link to nothing. */
interface Unreadable {
  readonly file: null;
  readonly name: string;
}

export type Handed = GivenFile | Unreadable;
