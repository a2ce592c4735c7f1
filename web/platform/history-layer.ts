import type { Layer } from '../lib/layer.ts';
import { Store, type Readable } from '../lib/store.ts';

/** A layer kept in `history.state`; made once, it lives as long as the page. */
export class HistoryLayer implements Layer {
  readonly #top = new Store(layerHere());
  #wanted = this.#top.value;
  /** A step back of our own is under way: browsers take it later. */
  #leaving = false;
  readonly #waiting: (() => void)[] = [];

  constructor() {
    window.addEventListener('popstate', this.#stepped);
    window.addEventListener('hashchange', () => this.follow());
  }

  get top(): Readable<string | null> {
    return this.#top;
  }

  cover(name: string | null): void {
    this.#wanted = name;
    const top = this.#top.value;
    if (this.#leaving || name === top) return;
    if (name === null) {
      this.#leaving = true;
      history.back();
      return;
    }
    if (top === null) history.pushState({ layer: name }, '');
    else history.replaceState({ layer: name }, '');
    this.#top.set(name);
  }

  /** Runs what makes a step of its own, once none of ours is under way. */
  step(make: () => void): void {
    if (this.#leaving) this.#waiting.push(make);
    else make();
  }

  /** Something made a step. */
  follow(): void {
    if (!this.#leaving) this.#top.set(layerHere());
  }

  readonly #stepped = (): void => {
    const wanted = this.#leaving ? this.#wanted : null;
    this.#leaving = false;
    // What was covered while the step was under way never was uncovered.
    if (wanted !== null && layerHere() === null) history.pushState({ layer: wanted }, '');
    this.follow();
    for (const make of this.#waiting.splice(0)) make();
  };
}

function layerHere(): string | null {
  const state = history.state as { readonly layer?: unknown } | null;
  return typeof state?.layer === 'string' ? state.layer : null;
}
