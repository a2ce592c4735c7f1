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
  /** What one looks at, and how far below the upper edge, in px; null puts it at a quarter. */
  #anchor: { readonly at: string; readonly top: number | null } | null = null;
  /** How high the list and its box were when the place was last set, in px. */
  #height = 0;
  #boxHeight = 0;
  readonly #sizes = new ResizeObserver(() => {
    this.#settle();
    this.#measure();
  });
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

  /** Brings the element of that place into sight, as soon as it is there. */
  show(at: number): void {
    this.#isAtEnd = false;
    this.#anchor = { at: String(at), top: null };
    this.#host.requestUpdate();
  }

  /** Whether the beginning of the element of that place is in sight. */
  shows(at: number): boolean {
    const box = this.#box();
    const element = box?.querySelector(`[data-at="${at}"]`);
    if (!box || !element) return false;
    const { top } = element.getBoundingClientRect();
    const edges = box.getBoundingClientRect();
    return top >= edges.top && top < edges.bottom;
  }

  /** The reader has moved; says whether more is to be read. */
  scrolled(): { readonly nearStart: boolean; readonly nearEnd: boolean } {
    const box = this.#box();
    if (!box) return { nearStart: false, nearEnd: false };
    // They have changed since: where it is scrolled to was nobody's wish.
    const isChanged = box.scrollHeight !== this.#height || box.clientHeight !== this.#boxHeight;
    if (isChanged) this.#settle();
    const below = this.#measure();
    this.#hold(box);
    return { nearStart: box.scrollTop < near, nearEnd: below < near };
  }

  hostUpdate(): void {
    const box = this.#box();
    if (box && this.#anchor?.top !== null) this.#hold(box);
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
      this.#anchor = { at: element.dataset['at'] ?? '', top: top - edge };
      return;
    }
  }

  #settle(): void {
    const box = this.#box();
    if (!box) return;
    this.#height = box.scrollHeight;
    this.#boxHeight = box.clientHeight;
    const element = this.#anchored(box);
    if (this.#isAtEnd) box.scrollTop = box.scrollHeight;
    else if (this.#anchor && element) {
      const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTop += top - (this.#anchor.top ?? box.clientHeight / 4);
    }
  }

  /** Finds out whether this is the end; how much is below, in px. */
  #measure(): number {
    const box = this.#box();
    if (!box) return Infinity;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    const isAtEnd = below < atEnd;
    // What is to be brought into sight may not be there yet.
    const waits = this.#anchor?.top === null && !this.#anchored(box);
    if (isAtEnd !== this.#isAtEnd && !waits) {
      this.#isAtEnd = isAtEnd;
      this.#host.requestUpdate();
    }
    return below;
  }

  #anchored(box: HTMLElement): Element | null {
    return this.#anchor && box.querySelector(`[data-at="${this.#anchor.at}"]`);
  }
}
