import type { Bustle } from './bustle.ts';

/** A stream of it gives so many bytes at once. */
const atOnce = 700_000;

/** A file of a person, which they may move away or change. */
export class FakeFile extends File {
  isGone = false;
  isChanged = false;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly #bustle: Bustle;

  constructor(content: Uint8Array<ArrayBuffer>, name: string, bustle: Bustle, type = '') {
    super([], name, { type });
    this.content = content;
    this.#bustle = bustle;
  }

  override get size(): number {
    return this.content.length;
  }

  override slice(from = 0, to = this.size): Blob {
    return this.#part(this.content.slice(from, to));
  }

  #part(content: Uint8Array<ArrayBuffer>): Blob {
    const read = () => {
      if (this.isGone) return Promise.reject(new DOMException('It was moved', 'NotFoundError'));
      return this.isChanged
        ? Promise.reject(new DOMException('It was changed', 'NotReadableError'))
        : Promise.resolve(content.buffer);
    };
    let at = 0;
    const pull = async (controller: ReadableByteStreamController) => {
      // A stream does not say why.
      const whole = this.#bustle
        .during(read())
        .catch(() => Promise.reject(new TypeError('network')));
      const rest = new Uint8Array(await whole).subarray(at);
      const next = rest.slice(0, atOnce);
      at += next.length;
      controller.enqueue(next);
      if (next.length === rest.length) controller.close();
    };
    return Object.assign(new Blob(), {
      stream: () => new ReadableStream({ type: 'bytes', pull }),
      arrayBuffer: () => this.#bustle.during(read()),
      slice: (from: number, to: number) => this.#part(content.slice(from, to)),
    });
  }
}

/** Bytes that look like chance, and are the same each time. */
export function noise(size: number, seed = 1): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(size / 4));
  let word = seed * 2_654_435_761;
  for (let i = 0; i < words.length; i++) {
    word = (Math.imul(word, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = word;
  }
  return new Uint8Array(words.buffer).subarray(0, size);
}
