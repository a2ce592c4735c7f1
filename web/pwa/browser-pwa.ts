import type { InstallWay, NoticeLeave, Offer, Pwa } from '../lib/pwa.ts';
import type { Report } from '../lib/report.ts';
import type { Kept } from '../lib/kept.ts';
import { Store, type Readable } from '../lib/store.ts';
import { InstallPrompt } from './install-prompt.ts';
import type { Versions } from './versions.ts';

/** This page as an app. What takes a service worker or the disk comes in later, by `begin`. */
export class BrowserPwa implements Pwa {
  readonly #prompt = new InstallPrompt();
  readonly #fresh = new Store(false);
  readonly #leave = new Store<NoticeLeave>(leaveNow());
  readonly #declined = new Store<readonly Offer[] | null>(null);
  readonly #report: Report;
  #versions: Versions | null = null;
  #kept: Kept<readonly Offer[]> | null = null;
  /** The version that waits is declined for now: until another one waits, or the page is loaded anew. */
  #notNow = false;
  #busy = false;

  constructor(report: Report) {
    this.#report = report;
    // Somebody may change it in the settings of the browser and come back.
    document.addEventListener('visibilitychange', () => this.#leave.set(leaveNow()));
  }

  get way(): Readable<InstallWay> {
    return this.#prompt.way;
  }

  get fresh(): Readable<boolean> {
    return this.#fresh;
  }

  get leave(): Readable<NoticeLeave> {
    return this.#leave;
  }

  get declined(): Readable<readonly Offer[] | null> {
    return this.#declined;
  }

  begin(versions: Versions, kept: Kept<readonly Offer[]>): void {
    this.#versions = versions;
    this.#kept = kept;
    versions.busy(this.#busy);
    this.#fresh.set(versions.fresh.value);
    versions.fresh.subscribe((fresh) => {
      if (!fresh) this.#notNow = false;
      this.#tellDeclined();
      this.#fresh.set(fresh);
    });
    kept.value.subscribe(() => this.#tellDeclined());
    this.#tellDeclined();
  }

  /** While busy the page is not loaded anew, whoever asked for it. */
  busy(on: boolean): void {
    this.#busy = on;
    this.#versions?.busy(on);
  }

  install(): Promise<void> {
    return this.#prompt.ask();
  }

  update(): void {
    this.#versions?.update();
  }

  async askLeave(): Promise<void> {
    try {
      await Notification.requestPermission();
    } catch (error) {
      this.#report('asking for notifications failed', error);
    }
    this.#leave.set(leaveNow());
  }

  async decline(offer: Offer): Promise<void> {
    if (offer === 'update') this.#notNow = true;
    else await this.#kept?.set([...this.#kept.value.value, offer]);
    this.#tellDeclined();
  }

  #tellDeclined(): void {
    const kept = this.#kept?.value.value ?? [];
    this.#declined.set(this.#notNow ? [...kept, 'update'] : kept);
  }
}

/** Notifications of calls take a service worker; iOS has them in installed apps only. */
function leaveNow(): NoticeLeave {
  if (!('Notification' in window) || !('serviceWorker' in navigator)) return 'impossible';
  return Notification.permission;
}
