import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../lib/clock.ts';

/** Time enough to read a reason. */
const stayMs = 6_000;

/**
 * Takes something off the screen a while after it is over, but not before somebody could see it,
 * and never from under a hand: while it is hovered or has the focus it stays (WCAG 2.2.1).
 */
export class Lingering implements ReactiveController {
  readonly #clock: () => Clock;
  /** What lingers, by any name of its own; null while nothing is over. */
  readonly #over: () => string | null;
  /** Whether it has the focus of somebody. */
  readonly #focused: () => boolean;
  readonly #leave: () => void;
  #lingers: string | null = null;
  #hovered = false;
  #stop: (() => void) | null = null;

  constructor(
    host: ReactiveControllerHost,
    options: { clock(): Clock; over(): string | null; focused(): boolean; leave(): void },
  ) {
    this.#clock = options.clock;
    this.#over = options.over;
    this.#focused = options.focused;
    this.#leave = options.leave;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.refocused);
  }

  hostUpdated(): void {
    const over = this.#over();
    if (over === this.#lingers) return;
    this.#lingers = over;
    this.#hovered = false;
    this.#restart();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.refocused);
    this.#lingers = null;
    this.#restart();
  }

  /** Only a pointer that moves: one that was left lying there holds nothing. */
  readonly moved = (): void => {
    this.#hovered = true;
    this.#restart();
  };

  readonly left = (): void => {
    this.#hovered = false;
    this.#restart();
  };

  /** The focus may have come or gone. */
  readonly refocused = (): void => this.#restart();

  #restart(): void {
    this.#stop?.();
    const stays =
      this.#lingers === null ||
      this.#hovered ||
      document.visibilityState === 'hidden' ||
      this.#focused();
    this.#stop = stays ? null : this.#clock().after(stayMs, this.#leave);
  }
}
