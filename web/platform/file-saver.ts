import { Failure } from '../lib/failure.ts';
import type { SavedFile } from '../lib/saved-file.ts';
import { download, type WithPicker } from './keep-file.ts';

/** So many bytes are gathered before the browser may put them out of the memory. */
const perBlob = 4_194_304;
/** Lets the user choose where a file goes, or, where the browser has no way to ask, downloads it. */
export async function saveFile(name: string): Promise<SavedFile | null> {
  const { showSaveFilePicker } = window as WithPicker;
  if (!showSaveFilePicker) return new Download(name);
  try {
    const handle = await showSaveFilePicker.call(window, { suggestedName: name });
    return new ChosenFile(await handle.createWritable());
  } catch (error) {
    const reason = error instanceof DOMException ? error.name : '';
    if (reason === 'AbortError') return null;
    // The gesture was too long ago, or a policy forbids the picker.
    if (reason === 'SecurityError') return new Download(name);
    throw new Failure('not-saved', { cause: error });
  }
}

/** What is there stays until all is written (WHATWG File System, section 2.6). */
class ChosenFile implements SavedFile {
  readonly #stream: FileSystemWritableFileStream;

  constructor(stream: FileSystemWritableFileStream) {
    this.#stream = stream;
  }

  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return orFail(() => this.#stream.write(bytes));
  }

  close(): Promise<void> {
    return orFail(() => this.#stream.close());
  }

  abort(): Promise<void> {
    return this.#stream.abort();
  }
}

class Download implements SavedFile {
  readonly #name: string;
  #blobs: Blob[] = [];
  #gathered: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;

  constructor(name: string) {
    this.#name = name;
  }

  async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#gathered.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= perBlob) this.#pack();
  }

  async close(): Promise<void> {
    this.#pack();
    download(new Blob(this.#blobs), this.#name);
  }

  async abort(): Promise<void> {
    this.#blobs = [];
    this.#gathered = [];
  }

  #pack(): void {
    this.#blobs.push(new Blob(this.#gathered));
    this.#gathered = [];
    this.#bytes = 0;
  }
}

async function orFail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Failure('not-saved', { cause });
  }
}
