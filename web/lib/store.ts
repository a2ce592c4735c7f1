/** What a store lets everybody do: read and listen. */
export interface Readable<T> {
  readonly value: T;
  /** Calls `listener` after each change, until the returned function is called. */
  subscribe(listener: (value: T) => void): () => void;
}

/** One value and those who watch it. Equal values (`Object.is`) notify nobody. */
export class Store<T> implements Readable<T> {
  #listeners = new Set<(value: T) => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The copy has the value of the source, from now on. */
export function follow<T>(source: Readable<T>, copy: Store<T>): void {
  copy.set(source.value);
  source.subscribe((value) => copy.set(value));
}
