type Bytes = Uint8Array<ArrayBuffer>;

/** Reads a stream of bytes in pieces of the length that is wanted. */
export class ByteReader {
  readonly #reader: ReadableStreamDefaultReader<Bytes>;
  #rest: Bytes = new Uint8Array();
  #offset = 0;

  constructor(stream: ReadableStream<Bytes>) {
    this.#reader = stream.getReader();
  }

  /** How many bytes were read so far. */
  get offset(): number {
    return this.#offset;
  }

  /** That many bytes; fewer only where the stream ends. */
  async read(length: number): Promise<Bytes> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#reader.read();
        if (done) break;
        this.#rest = value;
      }
      const part = this.#rest.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#rest = this.#rest.subarray(part.length);
    }
    this.#offset += filled;
    return filled < length ? bytes.slice(0, filled) : bytes;
  }

  /** Nothing more is wanted. */
  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}
