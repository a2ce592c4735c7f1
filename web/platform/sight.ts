import type { Sight } from '../lib/sight.ts';
import { WakeLock } from './wake-lock.ts';

/** The eyes of this device; the decoder and the rest come with their first use. */
export const sight: Sight = {
  openCamera: async () => (await import('./back-camera.ts')).openBackCamera(),
  readFrame: async (video) => (await import('./code-reader.ts')).readFrame(video),
  readPicture: async (file) => (await import('./code-reader.ts')).readPicture(file),
  makePortrait: async (file) => (await import('./portrait.ts')).makePortrait(file),
  stayLit: () => {
    const lock = new WakeLock(() => undefined);
    lock.hold(true);
    return () => lock.close();
  },
};
