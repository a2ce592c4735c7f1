import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../lib/clock.ts';

/** Time enough to read a reason. */
const stayMs = 6_000;

/**
 * Takes something off the screen a while after it is over, but never from under
 * a hand: while it is hovered or has the focus it stays (WCAG 2.2.1).
 */
export class Lingering implements ReactiveController {
  readonly #clock: () => Clock;
  /** What lingers, by any name of its own; null while nothing is over. */
  readonly #over: () => string | null;
  readonly #leave: () => void;
  #lingers: string | null = null;
  #hovered = false;
  #focused = false;
  #stop: (() => void) | null = null;

  constructor(
    host: ReactiveControllerHost,
    options: { clock(): Clock; over(): string | null; leave(): void },
  ) {
    this.#clock = options.clock;
    this.#over = options.over;
    this.#leave = options.leave;
    host.addController(this);
  }

  hostUpdated(): void {
    const over = this.#over();
    if (over === this.#lingers) return;
    this.#lingers = over;
    this.#hovered = this.#focused = false;
    this.#restart();
  }

  hostDisconnected(): void {
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

  readonly focused = (): void => {
    this.#focused = true;
    this.#restart();
  };

  readonly blurred = (): void => {
    this.#focused = false;
    this.#restart();
  };

  #restart(): void {
    this.#stop?.();
    const stays = this.#lingers === null || this.#hovered || this.#focused;
    this.#stop = stays ? null : this.#clock().after(stayMs, this.#leave);
  }
}
