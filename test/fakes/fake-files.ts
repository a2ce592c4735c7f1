import { Failure } from '../../web/lib/failure.ts';
import type { SavedFile } from '../../web/lib/saved-file.ts';

/** Files that are saved nowhere, by name; only those that are whole. */
export class FakeFiles {
  readonly saved = new Map<string, Blob>();
  /** How it goes: the user may choose no place, and a disk may be full. */
  how: 'well' | 'declined' | 'full' = 'well';

  readonly save = async (name: string): Promise<SavedFile | null> => {
    if (this.how === 'declined') return null;
    const parts: Uint8Array<ArrayBuffer>[] = [];
    return {
      write: async (bytes) => {
        if (this.how === 'full') throw new Failure('not-saved');
        parts.push(bytes);
      },
      close: async () => void this.saved.set(name, new Blob(parts)),
      abort: async () => {},
    };
  };

  /** The one file that was saved, as text. */
  async text(): Promise<[name: string, text: string]> {
    const [[name, blob] = ['', new Blob()]] = this.saved;
    return [name, await blob.text()];
  }
}
