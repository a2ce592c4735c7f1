import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Where a self-view lies; rows and columns as one reads. */
export interface Corner {
  readonly row: 'top' | 'bottom';
  readonly column: 'start' | 'end';
}

/** How far a throw carries: the speed of the last moment for so long, in ms. */
const throwMs = 120;

/**
 * Lets a picture be dragged from corner to corner, and be moved by the arrow keys. While it is
 * dragged it follows by `translate`; then it glides into the nearest corner.
 */
export class CornerDrag implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #corner: Corner = { row: 'top', column: 'end' };
  #drag: { readonly x: number; readonly y: number; readonly id: number } | null = null;
  #last = { x: 0, y: 0, time: 0 };
  #speed = { x: 0, y: 0 };
  /** The picture and where it was seen last, to glide from there. */
  #from: { readonly picture: HTMLElement; readonly seen: DOMRect } | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get corner(): Corner {
    return this.#corner;
  }

  hostUpdated(): void {
    if (this.#from === null) return;
    const { picture, seen } = this.#from;
    this.#from = null;
    picture.style.removeProperty('translate');
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const { left, top } = picture.getBoundingClientRect();
    picture.animate(
      [{ translate: `${seen.left - left}px ${seen.top - top}px` }, { translate: '0 0' }],
      { duration: 220, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' },
    );
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag = { x: event.clientX, y: event.clientY, id: event.pointerId };
    this.#last = { x: event.clientX, y: event.clientY, time: event.timeStamp };
    this.#speed = { x: 0, y: 0 };
  };

  readonly move = (event: PointerEvent): void => {
    if (this.#drag?.id !== event.pointerId) return;
    const { clientX, clientY, timeStamp } = event;
    const ms = Math.max(1, timeStamp - this.#last.time);
    this.#speed = { x: (clientX - this.#last.x) / ms, y: (clientY - this.#last.y) / ms };
    this.#last = { x: clientX, y: clientY, time: timeStamp };
    const picture = event.currentTarget as HTMLElement;
    picture.style.translate = `${clientX - this.#drag.x}px ${clientY - this.#drag.y}px`;
  };

  /** Ends a drag, also one the system took away. */
  readonly up = (event: PointerEvent): void => {
    if (this.#drag?.id !== event.pointerId) return;
    this.#drag = null;
    const picture = event.currentTarget as HTMLElement;
    const { left, right, top, bottom } = picture.getBoundingClientRect();
    const field = picture.parentElement?.getBoundingClientRect();
    if (!field) return;
    const stopped = event.timeStamp - this.#last.time > 80;
    const reach = stopped ? 0 : throwMs;
    const x = (left + right) / 2 + this.#speed.x * reach;
    const y = (top + bottom) / 2 + this.#speed.y * reach;
    const onLeft = x < field.left + field.width / 2;
    this.#put(picture, {
      row: y < field.top + field.height / 2 ? 'top' : 'bottom',
      column: onLeft === isRightToLeft(picture) ? 'end' : 'start',
    });
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const picture = event.currentTarget as HTMLElement;
    const [left, right] = isRightToLeft(picture)
      ? (['end', 'start'] as const)
      : (['start', 'end'] as const);
    const moves: Readonly<Record<string, Partial<Corner>>> = {
      ArrowUp: { row: 'top' },
      ArrowDown: { row: 'bottom' },
      ArrowLeft: { column: left },
      ArrowRight: { column: right },
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    this.#put(picture, { ...this.#corner, ...move });
  };

  #put(picture: HTMLElement, corner: Corner): void {
    this.#from = { picture, seen: picture.getBoundingClientRect() };
    this.#corner = corner;
    this.#host.requestUpdate();
  }
}

function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
