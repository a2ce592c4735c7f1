import type { Demand } from '../calls/demand.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { routeAudio } from './audio-route.ts';
import { Buzzer } from './buzzer.ts';
import { MediaKeys, type MediaKeyVerbs } from './media-keys.ts';
import { WakeLock } from './wake-lock.ts';

/** Browsers redraw their own buttons in the page's time; a call that is being answered needs it more. */
const keysAfter = 1_000;

/** The device as the body of a phone: screen, vibration, sound route and buttons outside of the page. */
export class Handset {
  readonly #wakeLock: WakeLock;
  readonly #buzzer = new Buzzer();
  readonly #keys: MediaKeys;
  readonly #clock: Clock;
  #stopKeys: (() => void) | null = null;

  constructor(verbs: MediaKeyVerbs, clock: Clock, report: Report) {
    this.#clock = clock;
    this.#wakeLock = new WakeLock(report);
    this.#keys = new MediaKeys(verbs);
  }

  /** Brings the device into line; `name` is what the other side is called. */
  follow({ awake, buzz, records, handle }: Demand, name: string): void {
    routeAudio(records);
    this.#wakeLock.hold(awake);
    this.#buzzer.buzz(buzz);
    this.#stopKeys?.();
    this.#stopKeys = this.#clock.after(keysAfter, () => this.#keys.show(handle, name));
  }

  close(): void {
    this.follow({ awake: false, buzz: false, records: false, handle: null }, '');
    this.#stopKeys?.();
    this.#keys.show(null, '');
    this.#wakeLock.close();
  }
}
