import type { LitElement, ReactiveController } from 'lit';

/** Tells what opens over its host how high the buttons at its foot are: `--footer`, in px. */
export class FooterRoom implements ReactiveController {
  readonly #host: LitElement;
  readonly #watch = new ResizeObserver(([entry]) => {
    const [{ blockSize } = { blockSize: 0 }] = entry?.borderBoxSize ?? [];
    this.#host.style.setProperty('--footer', `${Math.ceil(blockSize)}px`);
  });

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const footer = this.#host.renderRoot.querySelector('footer');
    // Watching the same one again does nothing.
    if (footer) this.#watch.observe(footer, { box: 'border-box' });
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
  }
}
