import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../lib/clock.ts';

/** Renders its host again after as many milliseconds as it says; null while nothing changes by time. */
export class WakeUp implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: () => Clock;
  readonly #delay: () => number | null;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, clock: () => Clock, delay: () => number | null) {
    this.#host = host;
    this.#clock = clock;
    this.#delay = delay;
    host.addController(this);
  }

  hostUpdated(): void {
    this.hostDisconnected();
    const delay = this.#delay();
    if (delay !== null) this.#stop = this.#clock().after(delay, () => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
