import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterFrame } from '../lib/after-frame.ts';
import { focusedElement, isNowhere, takesText } from './focus.ts';

/**
 * For what comes up by itself: takes the focus unless somebody is typing, onto
 * the whole and never onto a button, and gives it back when it goes.
 */
export class FocusGuest implements ReactiveController {
  readonly #target: () => HTMLElement | null;
  #before: Element | null = null;
  #came = false;

  constructor(host: ReactiveControllerHost, target: () => HTMLElement | null) {
    this.#target = target;
    host.addController(this);
  }

  hostConnected(): void {
    this.#before = focusedElement();
    this.#came = false;
  }

  hostUpdated(): void {
    if (this.#came) return;
    this.#came = true;
    const before = focusedElement();
    // The browser would have to lay the page out for it; and somebody may be quicker.
    afterFrame(() => {
      const now = focusedElement();
      if (takesText(now) || (now !== before && !isNowhere(now))) return;
      this.#target()?.focus({ preventScroll: true });
    });
  }

  hostDisconnected(): void {
    const before = this.#before;
    // Only after the browser has moved the focus away from what was removed.
    queueMicrotask(() => {
      if (isNowhere(focusedElement()) && before instanceof HTMLElement && before.isConnected)
        before.focus();
    });
  }
}
