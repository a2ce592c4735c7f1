import type { Demand } from '../calls/demand.ts';
import type { Report } from '../lib/report.ts';
import { routeAudio } from './audio-route.ts';
import { Buzzer } from './buzzer.ts';
import { MediaKeys, type MediaKeyVerbs } from './media-keys.ts';
import { WakeLock } from './wake-lock.ts';

/** The device as the body of a phone: screen, vibration, sound route and buttons outside of the page. */
export class Handset {
  readonly #wakeLock: WakeLock;
  readonly #buzzer = new Buzzer();
  readonly #keys: MediaKeys;

  constructor(verbs: MediaKeyVerbs, report: Report) {
    this.#wakeLock = new WakeLock(report);
    this.#keys = new MediaKeys(verbs);
  }

  /** Brings the device into line; `name` is what the other side is called. */
  follow({ awake, buzz, records, handle }: Demand, name: string): void {
    routeAudio(records);
    this.#wakeLock.hold(awake);
    this.#buzzer.buzz(buzz);
    this.#keys.show(handle, name);
  }

  close(): void {
    this.follow({ awake: false, buzz: false, records: false, handle: null }, '');
    this.#wakeLock.close();
  }
}
