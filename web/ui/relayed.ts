import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Call } from '../calls/call.ts';
import type { QualityOfCalls } from '../calls/quality.ts';

/** Whether the media of a call takes the way over a relay; renders its host when that changes only. */
export class Relayed implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #quality: () => QualityOfCalls;
  readonly #call: () => Call;
  #holds = false;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, quality: () => QualityOfCalls, call: () => Call) {
    this.#host = host;
    this.#quality = quality;
    this.#call = call;
    host.addController(this);
  }

  get holds(): boolean {
    return this.#holds;
  }

  hostConnected(): void {
    this.#stop = this.#quality().subscribe(() => this.#look());
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #look(): void {
    const path = this.#quality().value.get(this.#call().id)?.reading?.path;
    const holds = path?.route === 'relayed';
    if (holds === this.#holds) return;
    this.#holds = holds;
    this.#host.requestUpdate();
  }
}
