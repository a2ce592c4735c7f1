import type { Demand, Handle } from '../calls/demand.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { routeForCalls } from './audio-route.ts';
import { Buzzer } from './buzzer.ts';
import type { MediaKeys, MediaKeyVerbs } from './media-keys.ts';
import { WakeLock } from './wake-lock.ts';

/** Browsers redraw their own buttons in the page's time; a call that is being answered needs it more. */
const keysAfter = 1_000;

/** The device as the body of a phone: screen, vibration, sound route and buttons outside of the page. */
export class Handset {
  readonly #wakeLock: WakeLock;
  readonly #buzzer = new Buzzer();
  readonly #verbs: MediaKeyVerbs;
  readonly #clock: Clock;
  readonly #report: Report;
  /** Loaded with the first call. */
  #keys: Promise<MediaKeys> | null = null;
  #stopKeys: (() => void) | null = null;
  /** The call the buttons are for. */
  #shown: Handle['call'] | null = null;

  constructor(verbs: MediaKeyVerbs, clock: Clock, report: Report) {
    this.#verbs = verbs;
    this.#clock = clock;
    this.#report = report;
    this.#wakeLock = new WakeLock(report);
  }

  /** Brings the device into line; `name` is what the other side is called. */
  follow({ awake, buzz, records, handle }: Demand, name: string): void {
    routeForCalls(records);
    this.#wakeLock.hold(awake);
    this.#buzzer.buzz(buzz);
    this.#stopKeys?.();
    const show = () => void this.#show(handle, name);
    if (handle === null || handle.call === this.#shown) show();
    else this.#stopKeys = this.#clock.after(keysAfter, show);
  }

  close(): void {
    this.follow({ awake: false, buzz: false, records: false, handle: null }, '');
    this.#wakeLock.close();
  }

  async #show(handle: Handle | null, name: string): Promise<void> {
    this.#shown = handle?.call ?? null;
    if (handle === null && this.#keys === null) return;
    try {
      this.#keys ??= this.#load();
      (await this.#keys).show(handle, name);
    } catch (error) {
      this.#keys = null;
      this.#report('no call on the lock screen', error);
    }
  }

  async #load(): Promise<MediaKeys> {
    const { MediaKeys } = await import('./media-keys.ts');
    return new MediaKeys(this.#verbs);
  }
}
