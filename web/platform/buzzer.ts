/** Two buzzes and a rest, in ms, like the ring tone. */
const pattern = [400, 200, 400, 1_000];
const period = pattern.reduce((sum, ms) => sum + ms);

/** Vibrates over and over while it is on; does nothing where the device can't. */
export class Buzzer {
  readonly #vibrate: ((pattern: number[]) => boolean) | null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(vibrate = vibrateHere()) {
    this.#vibrate = vibrate;
  }

  buzz(on: boolean): void {
    const vibrate = this.#vibrate;
    if (!vibrate || on === (this.#timer !== null)) return;
    if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      vibrate([0]);
    } else {
      vibrate(pattern);
      this.#timer = setInterval(() => vibrate(pattern), period);
    }
  }
}

function vibrateHere(): ((pattern: number[]) => boolean) | null {
  if (!('vibrate' in navigator)) return null;
  // Chromium refuses it with a warning on a page nobody has touched yet.
  return (times) => !refused() && navigator.vibrate(times);
}

function refused(): boolean {
  return 'userActivation' in navigator && !navigator.userActivation.hasBeenActive;
}
