import type { LitElement, ReactiveController } from 'lit';
import { focusedElement, isNowhere } from './focus.ts';

interface FocusKeeperOptions {
  /** The selector of what goes as a whole. */
  readonly row: string;
  /** Where to go on where there is no other row; null leaves the focus to the browser. */
  rest(): HTMLElement | null;
}

/**
 * Where what has the focus goes with its row: the button in the next row gets it, else that in the one
 * before, else what is left.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: FocusKeeperOptions;
  #focused: Element | null = null;
  #beside: readonly (Element | null | undefined)[] = [];

  constructor(host: LitElement, options: FocusKeeperOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdate(): void {
    const focused = this.#host.shadowRoot?.activeElement ?? null;
    const row = focused?.closest(this.#options.row);
    this.#focused = row ? focused : null;
    this.#beside = [row?.nextElementSibling, row?.previousElementSibling];
  }

  hostUpdated(): void {
    if (this.#focused === null || this.#focused.isConnected || !isNowhere(focusedElement())) return;
    const row = this.#beside.find((one) => one?.isConnected && one.matches(this.#options.row));
    const next = row?.querySelector<HTMLElement>('button') ?? this.#options.rest();
    next?.focus({ preventScroll: true });
  }
}
