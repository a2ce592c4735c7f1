import type { Layer } from '../lib/layer.ts';
import { Store, type Readable } from '../lib/store.ts';

/** A step of the history: what covers the page, and how many dialogs lie over that. */
interface Step {
  readonly layer: string | null;
  readonly over: number;
}

/** Layers kept in `history.state`; made once, it lives as long as the page. */
export class HistoryLayer implements Layer {
  readonly #top = new Store(stepHere().layer);
  #wanted = this.#top.value;
  /** The dialogs that are open, the lowest first. */
  readonly #over: (() => void)[] = [];
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
    this.#reconcile();
  }

  over(left: () => void): () => void {
    this.#over.push(left);
    this.#reconcile();
    return () => {
      const at = this.#over.indexOf(left);
      if (at < 0) return;
      this.#over.splice(at, 1);
      this.#reconcile();
    };
  }

  /** Runs what makes a step of its own, once none of ours is under way. */
  step(make: () => void): void {
    if (this.#leaving) this.#waiting.push(make);
    else make();
  }

  /** Something made a step. */
  follow(): void {
    if (this.#leaving) return;
    const { layer, over } = stepHere();
    this.#wanted = layer;
    for (const left of this.#over.splice(over).reverse()) left();
    // The step of a dialog that is closed leads nowhere.
    this.#reconcile();
  }

  readonly #stepped = (): void => {
    if (!this.#leaving) return this.follow();
    this.#leaving = false;
    // What was covered while the step was under way never was uncovered.
    this.#reconcile();
    if (!this.#leaving) for (const make of this.#waiting.splice(0)) make();
  };

  /** Goes back to the last step that holds, and on from there. */
  #reconcile(): void {
    if (this.#leaving) return;
    const { here, depth, same, back } = this.#compare();
    const layer = this.#wanted;
    if (back > 0) {
      this.#leaving = true;
      // What else goes at the same time goes by the same step.
      setTimeout(this.#leave);
      return;
    }
    for (let at = same + 1; at <= depth; at++) {
      const state: Step = { layer, over: layer === null ? at : at - 1 };
      if (at <= here) history.replaceState(state, '');
      else history.pushState(state, '');
    }
    this.#top.set(layer);
  }

  readonly #leave = (): void => {
    const { back } = this.#compare();
    if (back > 0) history.go(-back);
    else this.#stepped();
  };

  /** How deep the history is, how deep it has to be, and how much of both is the same. */
  #compare() {
    const at = stepHere();
    const here = depthOf(at);
    const depth = depthOf({ layer: this.#wanted, over: this.#over.length });
    const same = at.layer === this.#wanted ? Math.min(here, depth) : 0;
    // The step above those can become another.
    return { here, depth, same, back: here - Math.min(depth, same + 1) };
  }
}

function depthOf({ layer, over }: Step): number {
  return layer === null ? over : over + 1;
}

function stepHere(): Step {
  const { layer, over } = (history.state ?? {}) as Partial<Record<keyof Step, unknown>>;
  return {
    layer: typeof layer === 'string' ? layer : null,
    over: typeof over === 'number' ? over : 0,
  };
}
