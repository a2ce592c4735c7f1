import type { Note, Notifier, Outside, Shortcut } from '../lib/outside.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import { parseNoteData, type NoteData } from './note-data.ts';
import { keepShortcuts } from './shortcuts.ts';
import { parseToPage, type ToWorker } from './words-between.ts';

const prefix = 'tincan-call-';

/** What TypeScript's DOM does not know: Notifications API, section 3; `vibrate` is Chromium's. */
interface FullOptions extends NotificationOptions {
  readonly actions: Note['actions'];
  readonly renotify: boolean;
  readonly vibrate?: readonly number[];
  readonly data: NoteData;
}

/** Title, icon and notifications of this page. */
export class BrowserOutside implements Outside {
  readonly #visible = new Store(isVisible());
  readonly #report: Report;
  #wanted: ReadonlyMap<string, Note> = new Map();
  #shown: ReadonlyMap<string, Note> | null = null;
  #works = false;
  #shower: ServiceWorkerRegistration | null = null;
  #count: number | null = null;
  #shortcuts: string | null = null;

  constructor(report: Report) {
    this.#report = report;
    document.addEventListener('visibilitychange', () => this.#visible.set(isVisible()));
    window.addEventListener('pagehide', () => this.#leave());
  }

  get visible(): Readable<boolean> {
    return this.#visible;
  }

  title(text: string): void {
    if (document.title !== text) document.title = text;
  }

  badge(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    // Missing where apps have no icon to put it on, whatever the types say.
    const { setAppBadge } = navigator as Partial<Navigator>;
    setAppBadge?.call(navigator, count).catch((error: unknown) => this.#report('no badge', error));
  }

  shortcuts(shortcuts: readonly Shortcut[]): void {
    const text = JSON.stringify(shortcuts);
    if (text === this.#shortcuts) return;
    this.#shortcuts = text;
    keepShortcuts(mayName() ? shortcuts : []).catch((error: unknown) => {
      this.#shortcuts = null;
      this.#report('no shortcuts', error);
    });
  }

  notes(notes: ReadonlyMap<string, Note>): void {
    this.#wanted = notes;
    void this.#work();
  }

  async left(): Promise<readonly string[]> {
    const notifications = await (await registration())?.getNotifications();
    return (notifications ?? []).flatMap(({ data }) => {
      const parsed = parseNoteData(data);
      return parsed?.kind === 'missed' ? [parsed.call] : [];
    });
  }

  listen(notifier: Notifier): () => void {
    const hear = ({ data, ports }: MessageEvent): void => {
      const message = parseToPage(data);
      if (message?.type === 'whose') ports[0]?.postMessage(notifier.owns(message.call));
      if (message?.type === 'press') notifier.press(message.press, message.call);
    };
    workers()?.addEventListener('message', hear);
    return () => workers()?.removeEventListener('message', hear);
  }

  /** Nothing rings here any more. A page on its way out has not the time to look for its notifications. */
  #leave(): void {
    const rings = [...this.#wanted, ...(this.#shown ?? [])].filter(
      ([, { kind }]) => kind === 'ring',
    );
    if (rings.length === 0) return;
    const message: ToWorker = { type: 'leave', calls: [...new Set(rings.map(([call]) => call))] };
    this.#shower?.active?.postMessage(message);
  }

  /** One change after the other: showing takes time, and the last wish counts. */
  async #work(): Promise<void> {
    if (this.#works) return;
    this.#works = true;
    try {
      while (this.#shown !== this.#wanted) {
        const wanted = this.#wanted;
        const shower = await registration();
        if (!shower?.active || Notification.permission !== 'granted') return;
        this.#shower = shower;
        await bringAbout(shower, this.#shown, wanted);
        this.#shown = wanted;
      }
    } catch (error) {
      this.#report('a notification was refused', error);
    } finally {
      this.#works = false;
    }
  }
}

/** Missing outside secure contexts, whatever the types say. */
function workers(): ServiceWorkerContainer | undefined {
  return navigator.serviceWorker;
}

/** Notifications with buttons are shown by the service worker, once there is one. */
async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return workers()?.getRegistration();
}

/** Takes away what is over, then shows what is new; without a `before` an earlier page may have left any. */
async function bringAbout(
  registration: ServiceWorkerRegistration,
  before: ReadonlyMap<string, Note> | null,
  notes: ReadonlyMap<string, Note>,
): Promise<void> {
  if (before === null || [...before.keys()].some((call) => !notes.has(call))) {
    for (const notification of await registration.getNotifications()) {
      const { tag } = notification;
      if (tag.startsWith(prefix) && !notes.has(tag.slice(prefix.length))) notification.close();
    }
  }
  for (const [call, note] of notes) {
    const was = before?.get(call);
    const hasMore = note.unread > (was?.unread ?? 0);
    const isNew =
      hasMore || was?.kind !== note.kind || was.title !== note.title || was.body !== note.body;
    // A message that is changed or deleted is not heard once more.
    if (isNew) await show(registration, call, note, hasMore || note.kind !== 'message');
  }
}

function show(
  registration: ServiceWorkerRegistration,
  call: string,
  note: Note,
  isHeard: boolean,
): Promise<void> {
  const rings = note.kind === 'ring';
  const options: FullOptions = {
    tag: prefix + call,
    body: note.body,
    icon: './icon-192.png',
    badge: './badge-96.png',
    actions: note.actions,
    requireInteraction: rings,
    renotify: isHeard && note.kind !== 'missed',
    silent: note.silent || !isHeard,
    data: { call, kind: note.kind, hash: note.hash },
    // What is silent must not shake: together they are an error.
    ...(rings && !note.silent ? { vibrate: [400, 200, 400, 1200, 400, 200, 400] } : {}),
  };
  return registration.showNotification(note.title, options);
}

/**
 * On Android the browser's maker builds the installed app, and is sent the manifest for it with all
 * names in it (Chromium, `webapk_proto_builder.cc`). Elsewhere it stays on the device.
 */
function mayName(): boolean {
  return !navigator.userAgent.includes('Android');
}

function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
