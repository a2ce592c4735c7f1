import type { Floating } from './floating.ts';
import type { Handed } from './handed.ts';
import type { Layer } from './layer.ts';
import type { Readable } from './store.ts';

/** The device and the browser around the page, as the screens use them. */
export interface System {
  /** The part of the URL behind `#`, without it, decoded; follows the back button. */
  readonly hash: Readable<string>;
  /** `instead` of the page that is left: Back does not lead to that again. */
  go(hash: string, how?: { readonly instead: boolean }): void;
  /** Goes to where one came from where that is `hash`, and leaves no step behind; else as `go` does. */
  goBack(hash: string): void;
  /** What covers the page and is left by the back button. */
  readonly layer: Layer;
  readonly floating: Floating;
  /** An absolute link to this app with that hash. */
  link(hash: string): string;
  /** False where the browser refuses it. */
  copy(text: string): Promise<boolean>;
  /** BCP 47 tags of the languages the browser asks for, best first. */
  readonly languages: readonly string[];
  /** BCP 47 tag of the language to format in; it follows the language that is spoken. */
  language: string;
  /** False while the device knows that it has no network; true may be wrong. */
  readonly hasNetwork: Readable<boolean>;
  /** Null where the system has no share sheet; a picture goes along where it takes one. */
  readonly share: ((what: { title: string; url: string; picture?: File }) => Promise<void>) | null;
  /**
   * Lets the user choose files which the browser finds again, on a gesture; none where they thought better of
   * it, null where it can't ask. Null itself where the browser gives no handles.
   */
  readonly chooseFiles: (() => Promise<readonly Handed[] | null>) | null;
}
