import type { LitElement } from 'lit';
import { afterFrame } from '../lib/after-frame.ts';
import { focusedElement, isNowhere } from './focus.ts';

/** Where a keyboard and a screen reader go on from, after what had the focus has made way. */
export class FocusSteps {
  readonly #host: LitElement;
  #left: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Before something makes way: what has the focus now gets it again by `back`. */
  leave(): void {
    const focused = focusedElement();
    this.#left = focused instanceof HTMLElement ? focused : null;
  }

  /** Onto what came, once it is there. */
  async onto(selector: string): Promise<void> {
    await this.#host.updateComplete;
    const came = this.#host.renderRoot.querySelector<LitElement>(selector);
    if (came === null) return;
    await customElements.whenDefined(came.localName);
    await came.updateComplete;
    focusIfNowhere(came);
  }

  async back(): Promise<void> {
    await this.#host.updateComplete;
    if (this.#left !== null) focusIfNowhere(this.#left);
    this.#left = null;
  }
}

function focusIfNowhere(element: HTMLElement): void {
  // The browser takes the focus from what is hidden when it draws.
  afterFrame(() => {
    if (isNowhere(focusedElement())) element.focus({ preventScroll: true });
  });
}
