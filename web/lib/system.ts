import type { Readable } from './store.ts';

/** The device and the browser around the page, as the screens use them. */
export interface System {
  /** The part of the URL behind `#`, without it, decoded; follows the back button. */
  readonly hash: Readable<string>;
  go(hash: string): void;
  /** An absolute link to this app with that hash. */
  link(hash: string): string;
  /** False where the browser refuses it. */
  copy(text: string): Promise<boolean>;
  /** Null where the system has no share sheet; a picture goes along where it takes one. */
  readonly share: ((what: { title: string; url: string; picture?: File }) => Promise<void>) | null;
  /** BCP 47 tag of the language to speak and to format in. */
  readonly language: string;
}
