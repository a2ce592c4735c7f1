import type { Readable } from './store.ts';

/** What floats above other windows. */
export interface Floated {
  readonly video: HTMLVideoElement;
  /** Fills the empty page of a window, where there is one. */
  fill(page: Document): Promise<void>;
}

/** A place above all other windows. */
export interface Floating {
  /** What the browser lets float: a page of our own, the picture of a video alone, or nothing. */
  readonly kind: 'page' | 'picture' | null;
  readonly isOpen: Readable<boolean>;
  /** Opens it by a gesture. False where the browser refuses. */
  open(floated: Floated): Promise<boolean>;
  close(): void;
  /** What to open when the user leaves the tab, which some browsers then ask for; null is nothing. */
  offer(floated: Floated | null): void;
}
