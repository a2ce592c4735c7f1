import { Scope } from '../lib/scope.ts';
import type { Sight } from '../lib/sight.ts';

/** The eyes of this device; the decoder and the rest come with their first use. */
export const sight: Sight = {
  openCamera: async () => (await import('./back-camera.ts')).openBackCamera(),
  readFrame: async (video) => (await import('./code-reader.ts')).readFrame(video),
  readPicture: async (file) => (await import('./code-reader.ts')).readPicture(file),
  makePortrait: async (file) => (await import('./portrait.ts')).makePortrait(file),
  stayLit: () => {
    const scope = new Scope();
    void import('./wake-lock.ts').then(
      ({ WakeLock }) => {
        const lock = new WakeLock(() => undefined);
        lock.hold(true);
        scope.add(() => lock.close());
      },
      // The screen may go dark.
      () => undefined,
    );
    return () => scope.close();
  },
};
