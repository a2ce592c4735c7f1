import { Failure } from '../lib/failure.ts';
import type { SavedFile } from '../lib/saved-file.ts';

/** Not in all browsers, and in the types of none (WICG File System Access). */
interface WithPicker {
  showSaveFilePicker?(options: {
    readonly suggestedName: string;
  }): Promise<{ createWritable(): Promise<FileSystemWritableFileStream> }>;
}

/** So many bytes are gathered before the browser may put them out of the memory. */
const perBlob = 4_194_304;
/** A download has begun by then, in ms. */
const longestStart = 60_000;

/**
 * For what is written little by little: lets the user choose where it goes, or, where the browser has
 * no way to ask, downloads it. Null where they thought better of it; rejects with
 * `Failure('not-saved')` where the place refuses.
 */
export async function saveFile(name: string): Promise<SavedFile | null> {
  const place = await choosePlace(name);
  if (place === 'declined') return null;
  return place === 'unasked' ? new Download(name) : new ChosenFile(place);
}

/**
 * For a file that is there: the same, and the share sheet of iOS. It streams, whatever its size. False
 * where the user thought better of it; rejects with `Failure('not-saved')` where the place refuses.
 */
export async function keepFile(file: File, name: string): Promise<boolean> {
  const place = await choosePlace(name);
  if (place === 'declined') return false;
  if (place !== 'unasked') {
    await orFail(() => file.stream().pipeTo(place));
    return true;
  }
  const shared = await share(file, name);
  if (shared === 'unasked') download(file, name);
  return shared !== 'declined';
}

/** Where the user wants it; `unasked` where the browser does not ask. */
async function choosePlace(
  name: string,
): Promise<FileSystemWritableFileStream | 'declined' | 'unasked'> {
  const { showSaveFilePicker } = window as WithPicker;
  if (!showSaveFilePicker) return 'unasked';
  try {
    const handle = await showSaveFilePicker.call(window, { suggestedName: name });
    return await handle.createWritable();
  } catch (error) {
    return unlessRefused(error);
  }
}

/** By its share sheet iOS puts a file into its folders. */
async function share(file: File, name: string): Promise<'shared' | 'declined' | 'unasked'> {
  const isTouch = navigator.maxTouchPoints > 0 && /iP(hone|ad|od)|Mac/.test(navigator.platform);
  const shared = { files: [new File([file], name, { type: file.type })] };
  if (!isTouch || !navigator.canShare?.(shared)) return 'unasked';
  try {
    await navigator.share(shared);
    return 'shared';
  } catch (error) {
    return unlessRefused(error);
  }
}

function unlessRefused(error: unknown): 'declined' | 'unasked' {
  const reason = error instanceof DOMException ? error.name : '';
  if (reason === 'AbortError') return 'declined';
  // The gesture was too long ago, or a policy forbids it.
  if (reason === 'SecurityError' || reason === 'NotAllowedError') return 'unasked';
  throw new Failure('not-saved', { cause: error });
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

/** Gives a file to the browser, to put where downloads go. */
function download(file: Blob, name: string): void {
  // Whatever it says of itself, no browser opens it in place of the page.
  const url = URL.createObjectURL(file.slice(0, file.size, 'application/octet-stream'));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Some browsers ask first, and read it only then.
  setTimeout(() => URL.revokeObjectURL(url), longestStart);
}

async function orFail<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new Failure('not-saved', { cause });
  }
}
