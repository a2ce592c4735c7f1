import { Failure } from '../lib/failure.ts';

/** Not in all browsers, and in the types of none (WICG File System Access). */
export interface WithPicker {
  showSaveFilePicker?(options: {
    readonly suggestedName: string;
  }): Promise<{ createWritable(): Promise<FileSystemWritableFileStream> }>;
}

/** A download has begun by then, in ms. */
const longestStart = 60_000;

/**
 * Writes a file to where its owner wants it: a place they choose, the share sheet of iOS, or the folder
 * of downloads. It streams, whatever its size. False where they thought better of it; rejects with
 * `Failure('not-saved')` where the place refuses.
 */
export async function keepFile(file: File, name: string): Promise<boolean> {
  const { showSaveFilePicker } = window as WithPicker;
  try {
    if (showSaveFilePicker) {
      const handle = await showSaveFilePicker.call(window, { suggestedName: name });
      await file.stream().pipeTo(await handle.createWritable());
      return true;
    }
    const isTouch = navigator.maxTouchPoints > 0 && /iP(hone|ad|od)|Mac/.test(navigator.platform);
    const shared = { files: [new File([file], name, { type: file.type })] };
    if (isTouch && navigator.canShare?.(shared)) {
      await navigator.share(shared);
      return true;
    }
  } catch (cause) {
    const reason = cause instanceof DOMException ? cause.name : '';
    if (reason === 'AbortError') return false;
    // The gesture was too long ago, or a policy forbids it: it becomes a download.
    if (reason !== 'SecurityError' && reason !== 'NotAllowedError') {
      throw new Failure('not-saved', { cause });
    }
  }
  download(file, name);
  return true;
}

/** Gives a file to the browser, to put where downloads go. */
export function download(file: Blob, name: string): void {
  // Whatever it says of itself, no browser opens it in place of the page.
  const url = URL.createObjectURL(file.slice(0, file.size, 'application/octet-stream'));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Some browsers ask first, and read it only then.
  setTimeout(() => URL.revokeObjectURL(url), longestStart);
}
