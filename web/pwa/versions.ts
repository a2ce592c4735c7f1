import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { ToWorker } from './words-between.ts';
import { keepTyped } from './typed.ts';

/** A phone is open for weeks; it looks for a new version this often, in ms. */
const lookMs = 3_600_000;

/**
 * The service worker of this page, and the version that waits behind it. A new
 * version begins when it is told to, and every page of the app is loaded anew then.
 */
export class Versions {
  readonly #fresh = new Store(false);
  readonly #report: Report;
  #registration: ServiceWorkerRegistration | null = null;
  #looked = Date.now();
  /** A call must not lose its page, and needs processor and network more than the cache does. */
  #busy = false;
  #waits = false;
  #due = false;
  #asked = false;

  constructor(report: Report) {
    this.#report = report;
  }

  get fresh(): Readable<boolean> {
    return this.#fresh;
  }

  /** Begins to register the service worker as soon as there is no call. */
  begin(): void {
    if (this.#busy) this.#waits = true;
    else void this.#register();
  }

  /** Where it is refused the phone works as a page. */
  async #register(): Promise<void> {
    const { serviceWorker } = navigator;
    try {
      this.#followController(serviceWorker);
      const registration = await serviceWorker.register('./sw.js', { updateViaCache: 'none' });
      this.#registration = registration;
      this.#follow(registration);
      document.addEventListener('visibilitychange', () => this.#look());
      setInterval(() => this.#look(), lookMs);
    } catch (error) {
      this.#report('no service worker', error);
    }
  }

  update(): void {
    this.#asked = true;
    const message: ToWorker = { type: 'begin' };
    this.#registration?.waiting?.postMessage(message);
  }

  busy(on: boolean): void {
    this.#busy = on;
    if (on) return;
    if (this.#waits) void this.#register();
    this.#waits = false;
    this.#settle();
  }

  #follow(registration: ServiceWorkerRegistration): void {
    const check = (): void => {
      const { installing, waiting, active } = registration;
      // A newer one takes the place of the one that waits.
      this.#fresh.set(installing === null && waiting !== null && active !== null);
      installing?.addEventListener('statechange', check, { once: true });
    };
    registration.addEventListener('updatefound', check);
    check();
  }

  #followController(serviceWorker: ServiceWorkerContainer): void {
    // The first one takes over pages that were loaded without it, and is of their version.
    let controlled = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      this.#fresh.set(false);
      this.#due ||= controlled || this.#asked;
      controlled = true;
      this.#settle();
    });
  }

  #settle(): void {
    if (!this.#due || this.#busy) return;
    this.#due = false;
    keepTyped();
    location.reload();
  }

  #look(): void {
    if (this.#busy || document.visibilityState !== 'visible') return;
    if (Date.now() - this.#looked < lookMs) return;
    this.#looked = Date.now();
    this.#registration?.update().catch((error: unknown) => {
      // Offline, most likely: it looks again.
      this.#report('looking for a new version failed', error);
    });
  }
}
