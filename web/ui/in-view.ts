import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether its host can be seen: the page is not hidden, and the host lies in what is shown of it. */
export class InView implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #changed: (inSight: boolean) => void;
  readonly #observer: IntersectionObserver;
  #intersects = false;
  #inSight = false;

  constructor(host: ReactiveControllerHost & Element, changed: (inSight: boolean) => void) {
    this.#host = host;
    this.#changed = changed;
    this.#observer = new IntersectionObserver((entries) => {
      this.#intersects = entries.at(-1)?.isIntersecting ?? false;
      this.#look();
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
    document.addEventListener('visibilitychange', this.#look);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    document.removeEventListener('visibilitychange', this.#look);
    this.#intersects = false;
    this.#look();
  }

  readonly #look = (): void => {
    const inSight = this.#intersects && document.visibilityState === 'visible';
    if (inSight === this.#inSight) return;
    this.#inSight = inSight;
    this.#changed(inSight);
  };
}
