import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Clock } from '../lib/clock.ts';
import { takesText } from './focus.ts';

/** Time after which nobody seems to need the controls. */
const patienceMs = 4_000;

interface FadingOptions {
  clock(): Clock;
  /** Whether there is something to see behind the controls. */
  may(): boolean;
}

/**
 * Takes the controls off a picture while nobody needs them: the host has the attribute `faded`
 * then. A pointer that moves, a touch or a key brings them back. They stay while a pointer rests
 * on them, while something in them has the focus, and for whoever uses a keyboard. Faded they are
 * transparent, not hidden: a screen reader still finds them and the Tab key still goes there.
 */
export class Fading implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: FadingOptions;
  #faded = false;
  #mayFade = false;
  #hovered = false;
  #focused = false;
  #typed = false;
  #swallows = false;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, options: FadingOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** The last input came from a keyboard, or from a screen reader that acts like one. */
  get typed(): boolean {
    return this.#typed;
  }

  hostConnected(): void {
    addEventListener('keydown', this.#pressed, { capture: true });
    // Before anything inside asks what the last input was.
    this.#host.addEventListener('pointermove', this.#moved, { capture: true });
    this.#host.addEventListener('pointerdown', this.#touched, { capture: true });
    this.#host.addEventListener('click', this.#clicked, { capture: true });
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#pressed, { capture: true });
    this.#host.removeEventListener('pointermove', this.#moved, { capture: true });
    this.#host.removeEventListener('pointerdown', this.#touched, { capture: true });
    this.#host.removeEventListener('click', this.#clicked, { capture: true });
    this.#mayFade = false;
    this.#restart();
  }

  hostUpdated(): void {
    const may = this.#options.may();
    if (may === this.#mayFade) return;
    this.#mayFade = may;
    this.#restart();
  }

  /** For the parts that fade: a mouse rests on them. */
  readonly entered = ({ pointerType }: PointerEvent): void => {
    this.#hovered = pointerType === 'mouse';
    this.#restart();
  };

  readonly left = (): void => {
    this.#hovered = false;
    this.#restart();
  };

  readonly focused = (event: FocusEvent): void => {
    // A button that was clicked keeps the focus, but nobody looks for it there.
    const [target] = event.composedPath();
    this.#focused = target instanceof Element && target.matches(':focus-visible');
    this.#restart();
  };

  readonly blurred = (): void => {
    this.#focused = false;
    this.#restart();
  };

  readonly #pressed = (event: Event): void => {
    // The keys of a touch screen come while one writes.
    if (takesText(event.composedPath()[0])) return;
    this.#typed = true;
    this.#restart();
  };

  readonly #moved = (): void => {
    this.#typed = false;
    this.#restart();
  };

  readonly #touched = ({ pointerType }: PointerEvent): void => {
    // What was touched could not be seen: the touch only brings it back.
    this.#swallows = this.#faded && pointerType !== 'mouse';
    this.#moved();
  };

  readonly #clicked = (event: MouseEvent): void => {
    const { pointerType } = event as PointerEvent;
    if (this.#swallows) {
      event.stopPropagation();
      event.preventDefault();
    } else if (pointerType === '') this.#pressed(event);
    this.#swallows = false;
  };

  #restart(): void {
    this.#stop?.();
    this.#fade(false);
    const stays = !this.#mayFade || this.#hovered || this.#focused || this.#typed;
    this.#stop = stays ? null : this.#options.clock().after(patienceMs, () => this.#fade(true));
  }

  #fade(faded: boolean): void {
    this.#faded = faded;
    this.#host.toggleAttribute('faded', faded);
  }
}
