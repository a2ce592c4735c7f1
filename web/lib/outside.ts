import type { Readable } from './store.ts';

/** A notification of the system about one call, or what somebody wrote. */
export interface Note {
  readonly kind: 'ring' | 'missed' | 'message';
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
  /** Messages that nobody has read, of a call 0; it is heard again only when there are more. */
  readonly unread: number;
  /** The hash of the screen its text leads to, without the `#`. */
  readonly hash: string;
  /** Buttons by what they do, with their names. */
  readonly actions: readonly { readonly action: 'answer' | 'decline'; readonly title: string }[];
}

/** What was pressed on a notification; `open` is its text. */
export type Press = 'answer' | 'decline' | 'open';

/** Who may be asked about a notification: the page that shows it. */
export interface Notifier {
  /** True if that note is one of this page. */
  owns(note: string): boolean;
  press(press: Press, note: string): void;
}

/** Something to open from the icon of the app. */
export interface Shortcut {
  readonly name: string;
  /** The hash of the screen, without the `#`. */
  readonly hash: string;
}

/** What can be told of this phone while nobody looks at its page. */
export interface Outside {
  readonly visible: Readable<boolean>;
  title(text: string): void;
  /** A number on the icon of the app; 0 takes it off. */
  badge(count: number): void;
  /** From now on the icon of the installed app offers these, besides those everybody has. */
  shortcuts(shortcuts: readonly Shortcut[]): void;
  /** From now on the notifications are these, by call or conversation; others are closed. */
  notes(notes: ReadonlyMap<string, Note>): void;
  /** The calls whose `missed` notification an earlier page left. */
  left(): Promise<readonly string[]>;
  /** Answers for notifications until the returned function is called. */
  listen(notifier: Notifier): () => void;
}
