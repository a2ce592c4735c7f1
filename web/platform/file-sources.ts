import type { Sources } from '../files/disk.ts';

/** Chromium's part of the File System Access API that TypeScript does not know. */
interface AskingHandle extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
}

/** Files by the handles that the File System Access API gives out, where there is one. */
export const fileSources: Sources = {
  async reopen(handle, mayAsk) {
    if (typeof FileSystemFileHandle === 'undefined' || !(handle instanceof FileSystemFileHandle)) {
      return null;
    }
    try {
      const asking: AskingHandle = handle;
      let state = (await asking.queryPermission?.({ mode: 'read' })) ?? 'granted';
      if (state !== 'granted' && mayAsk) {
        state = (await asking.requestPermission?.({ mode: 'read' })) ?? state;
      }
      return state === 'granted' ? await handle.getFile() : null;
    } catch {
      // It was moved or removed, which is the same to us.
      return null;
    }
  },
};
