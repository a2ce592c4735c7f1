import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Gives its host the height of the page that lies below a keyboard, as `--keyboard`: on phones it lies
 * over the page, and over what is fixed to the lower edge (CSSOM View, 12: the visual viewport).
 */
export class KeyboardRoom implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of ['resize', 'scroll'] as const)
      visualViewport?.addEventListener(type, this.#measure);
  }

  hostDisconnected(): void {
    for (const type of ['resize', 'scroll'] as const)
      visualViewport?.removeEventListener(type, this.#measure);
  }

  readonly #measure = ({ target }: Event): void => {
    const { height, offsetTop, scale } = target as VisualViewport;
    // A page that is zoomed in shows less of itself as well.
    const covered = scale > 1 ? 0 : innerHeight - height - offsetTop;
    this.#host.style.setProperty('--keyboard', `${Math.max(0, covered)}px`);
  };
}
