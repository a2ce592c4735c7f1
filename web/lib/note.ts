/** One small value that outlives the page. Read and written at once, even by a page that closes. */
export interface Note {
  /** Whatever is there, unparsed; null if there is nothing. */
  read(): unknown;
  /** `null` takes it away. */
  write(value: object | null): void;
}
