import type { Readable } from './store.ts';

/** How this page becomes an app here: the browser asks, its user does three steps, it is one, or it can't. */
export type InstallWay = 'prompt' | 'steps' | 'installed' | 'none';

/** Whether this page may show notifications; `default` means that nobody was asked. */
export type NoticeLeave = 'granted' | 'denied' | 'default' | 'impossible';

/** What the phone offers about itself, in the order of its importance. */
export const offers = ['update', 'notices', 'install'] as const;
export type Offer = (typeof offers)[number];

/** This page as an app: installed, brought up to date, allowed to notify. */
export interface Pwa {
  readonly way: Readable<InstallWay>;
  /** Lets the browser ask; on a gesture, and only where the way is `prompt`. */
  install(): Promise<void>;

  /** A newer version waits to begin. */
  readonly fresh: Readable<boolean>;
  /** Begins the newer version: the page is loaded anew and keeps what was typed. */
  update(): void;

  readonly leave: Readable<NoticeLeave>;
  /** Asks for leave to notify; on a gesture. */
  askLeave(): Promise<void>;

  /** Offers somebody said no to; null until that was read. */
  readonly declined: Readable<readonly Offer[] | null>;
  decline(offer: Offer): Promise<void>;
}
