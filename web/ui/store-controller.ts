import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Readable } from '../lib/store.ts';

/** Renders its host again after each change of a store, while the host is on the page. */
export class StoreController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: () => Readable<T>;
  #stop: (() => void) | null = null;

  /** `store` is asked when the host is on the page, where contexts are known. */
  constructor(host: ReactiveControllerHost, store: () => Readable<T>) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  get value(): T {
    return this.#store().value;
  }

  hostConnected(): void {
    this.#stop = this.#store().subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }
}
