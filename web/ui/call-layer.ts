import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallId } from '../calls/call.ts';
import type { Layer } from '../lib/layer.ts';

interface CallLayerOptions {
  layer(): Layer;
  /** The call whose screen covers the page now. */
  covering(): CallId | null;
  /** The back button left the call. */
  left(id: CallId): void;
  /** The forward button came back to the call; false where it is over. */
  returned(id: CallId): boolean;
}

/** Gives a call that covers the page a step in the history, so that Back minimises it. */
export class CallLayer implements ReactiveController {
  readonly #options: CallLayerOptions;
  /** What the history was told last. */
  #told: CallId | null = null;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, options: CallLayerOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#options.layer().top.subscribe((top) => this.#stepped(top as CallId | null));
    // A page that was reloaded in a call still has its step.
    this.#options.layer().cover(null);
  }

  hostUpdated(): void {
    const covering = this.#options.covering();
    if (covering === this.#told) return;
    this.#told = covering;
    this.#options.layer().cover(covering);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #stepped(top: CallId | null): void {
    const told = this.#told;
    if (top === told) return;
    if (top === null) {
      this.#told = null;
      if (told !== null) this.#options.left(told);
    } else if (this.#options.returned(top)) this.#told = top;
    else this.#options.layer().cover(told);
  }
}
