import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** So near to an edge, in px, more is read. */
const near = 800;
/** Who is so near to the end, in px, stays there when something comes. */
const atEnd = 48;

/**
 * Where one reads in a list of elements with `data-at` that grows and shrinks at both ends, and whose
 * elements become what they are after it: at the end one stays at the end, elsewhere what one looks
 * at stays where it is.
 */
export class ReadingPlace implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #box: () => HTMLElement | null;
  #isAtEnd = true;
  #anchor: { readonly at: string; readonly top: number } | null = null;
  /** How high the list was when the place was last set, in px. */
  #height = 0;
  readonly #sizes = new ResizeObserver(() => this.#settle());
  #watched: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost, box: () => HTMLElement | null) {
    this.#host = host;
    this.#box = box;
    host.addController(this);
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  toEnd(): void {
    this.#isAtEnd = true;
    this.#host.requestUpdate();
  }

  /** The reader has moved; says whether more is to be read. */
  scrolled(): { readonly nearStart: boolean; readonly nearEnd: boolean } {
    const box = this.#box();
    if (!box) return { nearStart: false, nearEnd: false };
    // The list has grown since: where it is scrolled to was nobody's wish.
    if (box.scrollHeight !== this.#height) this.#settle();
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    const isAtEnd = below < atEnd;
    if (isAtEnd !== this.#isAtEnd) {
      this.#isAtEnd = isAtEnd;
      this.#host.requestUpdate();
    }
    this.#hold(box);
    return { nearStart: box.scrollTop < near, nearEnd: below < near };
  }

  hostUpdate(): void {
    const box = this.#box();
    if (box) this.#hold(box);
  }

  hostUpdated(): void {
    const box = this.#box();
    if (box !== this.#watched) {
      this.#sizes.disconnect();
      this.#watched = box;
      for (const element of box ? [box, ...box.children] : []) this.#sizes.observe(element);
    }
    this.#settle();
  }

  hostDisconnected(): void {
    this.#sizes.disconnect();
    this.#watched = null;
  }

  /** Remembers what one looks at, and where it is. */
  #hold(box: HTMLElement): void {
    this.#anchor = null;
    if (this.#isAtEnd) return;
    const edge = box.getBoundingClientRect().top;
    for (const element of box.querySelectorAll<HTMLElement>('[data-at]')) {
      const { top, bottom } = element.getBoundingClientRect();
      if (bottom <= edge) continue;
      this.#anchor = { at: element.dataset['at'] ?? '', top };
      return;
    }
  }

  #settle(): void {
    const box = this.#box();
    if (!box) return;
    this.#height = box.scrollHeight;
    if (this.#isAtEnd) box.scrollTop = box.scrollHeight;
    else if (this.#anchor) {
      const element = box.querySelector(`[data-at="${this.#anchor.at}"]`);
      if (element) box.scrollTop += element.getBoundingClientRect().top - this.#anchor.top;
    }
  }
}
