import type { Handed } from '../lib/handed.ts';

/** Chromium's part of the File System Access API that TypeScript does not know. */
interface WithPicker {
  showOpenFilePicker?(options: {
    readonly multiple: boolean;
  }): Promise<readonly FileSystemFileHandle[]>;
}

/**
 * Lets the user choose files which the browser finds again; none where they thought better of it. Null
 * where it does not ask, since the gesture was too long ago or a policy forbids it.
 */
export async function chooseFiles(): Promise<readonly Handed[] | null> {
  let handles: readonly FileSystemFileHandle[] | undefined;
  try {
    handles = await (window as WithPicker).showOpenFilePicker?.({ multiple: true });
  } catch (error) {
    const isDeclined = error instanceof DOMException && error.name === 'AbortError';
    return isDeclined ? [] : null;
  }
  return handles ? Promise.all(handles.map(read)) : null;
}

async function read(handle: FileSystemFileHandle): Promise<Handed> {
  try {
    return { file: await handle.getFile(), handle };
  } catch {
    return { file: null, name: handle.name };
  }
}
