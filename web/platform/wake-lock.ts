import type { Report } from '../lib/report.ts';

/** Keeps the screen on while it is wanted; does nothing where the browser can't. */
export class WakeLock {
  readonly #report: Report;
  #wanted = false;
  #asking = false;
  #held: WakeLockSentinel | null = null;

  constructor(report: Report) {
    this.#report = report;
    document.addEventListener('visibilitychange', this.#again);
  }

  get held(): boolean {
    return this.#held !== null;
  }

  hold(wanted: boolean): void {
    this.#wanted = wanted;
    if (wanted) void this.#take();
    else this.#release();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.#again);
    this.hold(false);
  }

  /** The browser takes it from a hidden page for good (W3C screen-wake-lock, section 8). */
  readonly #again = (): void => {
    if (this.#wanted) void this.#take();
  };

  async #take(): Promise<void> {
    if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
    if (this.#asking || this.held) return;
    this.#asking = true;
    try {
      const lock = await navigator.wakeLock.request('screen');
      this.#held = lock.released ? null : lock;
      lock.addEventListener('release', () => {
        if (this.#held === lock) this.#held = null;
      });
    } catch (error) {
      // A low battery refuses it: the call goes on, on a screen that may go dark.
      this.#report('the screen may go dark', error);
    }
    this.#asking = false;
    if (!this.#wanted) this.#release();
  }

  #release(): void {
    void this.#held?.release();
    this.#held = null;
  }
}
