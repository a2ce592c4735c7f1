import type { Clock } from './clock.ts';
import { loadedTwice } from './loads.ts';
import { follow, Store, type Readable } from './store.ts';

/** Something that is loaded when it is first needed; what did not come is asked for again the next time. */
export class Late<T extends object> {
  readonly #load: () => Promise<T>;
  readonly #failed: (error: unknown) => void;
  #value: T | null = null;
  #loading: Promise<void> | null = null;
  #waiting: (() => void)[] = [];
  #views: (() => void)[] = [];

  constructor(clock: Clock, load: () => Promise<T>, failed: (error: unknown) => void) {
    this.#load = () => loadedTwice(clock, load);
    this.#failed = failed;
  }

  /** Null as long as it is not there. */
  get value(): T | null {
    return this.#value;
  }

  /** Loads it, so that nobody has to wait for it later; resolves in either case. */
  open(): Promise<void> {
    this.#loading ??= this.#load().then(
      (value) => this.#came(value),
      (error: unknown) => {
        this.#loading = null;
        this.#waiting = [];
        this.#failed(error);
      },
    );
    return this.#loading;
  }

  /** Where nothing goes on without it; rejects if it does not come. */
  async get(): Promise<T> {
    await this.open();
    if (!this.#value) throw new Error('What is needed for it did not load');
    return this.#value;
  }

  /** At once where it is there; else when it is, in the order of asking, or never if it does not come. */
  use(task: (value: T) => void): void {
    if (this.#value) return task(this.#value);
    this.#waiting.push(() => this.#value && task(this.#value));
    void this.open();
  }

  /** What it shows of itself: `first` until it is there, then whatever it shows. Loads nothing. */
  view<V>(of: (value: T) => Readable<V>, first: NoInfer<V>): Readable<V> {
    const shown = new Store<V>(first);
    const open = () => this.#value && follow(of(this.#value), shown);
    if (this.#value) open();
    else this.#views.push(open);
    return shown;
  }

  /** Who sees it first, then who waits to use it. */
  #came(value: T): void {
    this.#value = value;
    for (const task of [...this.#views.splice(0), ...this.#waiting.splice(0)]) task();
  }
}
