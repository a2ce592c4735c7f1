import type { Floated, Floating } from '../lib/floating.ts';
import { Store } from '../lib/store.ts';

/** Newer than TypeScript's library: WICG document-picture-in-picture. */
interface DocumentPictureInPicture {
  readonly window: Window | null;
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

interface AutoSession {
  setActionHandler(action: 'enterpictureinpicture', handler: (() => void) | null): void;
}

const size = { width: 320, height: 360 };

/** Floats a page by Document Picture-in-Picture, else the picture of a video by its own. */
export class FloatingWindow implements Floating {
  readonly isOpen = new Store(false);
  readonly kind: Floating['kind'];
  #offered: Floated | null = null;
  /** Opened since the tab was left: it goes when the user is back. */
  #byItself = false;

  constructor() {
    this.kind = pagesHere() ? 'page' : document.pictureInPictureEnabled ? 'picture' : null;
    document.addEventListener('visibilitychange', () => {
      if (this.#byItself && document.visibilityState === 'visible') this.close();
    });
  }

  async open({ video, fill }: Floated): Promise<boolean> {
    if (this.kind === null || this.isOpen.value) return false;
    try {
      if (this.kind === 'page') await this.#openPage(fill);
      else await this.#openPicture(video);
      return true;
    } catch {
      // No gesture, or the user does not want it: the call is still in its tab.
      this.close();
      return false;
    }
  }

  close(): void {
    this.#byItself = false;
    pagesHere()?.window?.close();
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
  }

  offer(floated: Floated | null): void {
    const before = this.#offered;
    this.#offered = floated;
    if (!before === !floated || !('mediaSession' in navigator)) return;
    const session = navigator.mediaSession as unknown as AutoSession;
    try {
      session.setActionHandler('enterpictureinpicture', floated ? this.#wished : null);
    } catch {
      // A browser throws at an action it doesn't know; there is no other way to ask.
    }
  }

  readonly #wished = (): void => {
    const floated = this.#offered;
    if (!floated) return;
    void this.open(floated).then((opened) => {
      this.#byItself = opened && document.visibilityState === 'hidden';
    });
  };

  async #openPage(fill: Floated['fill']): Promise<void> {
    const opened = await pagesHere()?.requestWindow(size);
    if (!opened) return;
    this.isOpen.set(true);
    opened.addEventListener('pagehide', () => this.isOpen.set(false), { once: true });
    await fill(opened.document);
  }

  async #openPicture(video: HTMLVideoElement): Promise<void> {
    await video.requestPictureInPicture();
    this.isOpen.set(true);
    video.addEventListener('leavepictureinpicture', () => this.isOpen.set(false), { once: true });
  }
}

function pagesHere(): DocumentPictureInPicture | null {
  const holder = window as { readonly documentPictureInPicture?: DocumentPictureInPicture };
  return holder.documentPictureInPicture ?? null;
}
