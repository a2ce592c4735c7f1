/** When the first is sent away, in ms: a proxy that looks every second knows by then that this server stops. */
const lead = 2_000;
/** Within so many ms all are. */
const within = 10_000;
/** Those who still come are sent away in the last so many ms, and so only once. */
const late = 1_000;

/** Sends clients away one by one, at random moments, so that they do not come to others all at once. */
export class Drain {
  /** Settles when nobody is to be sent away any more. */
  readonly ended: Promise<void>;
  readonly #send: (id: string) => void;
  readonly #until = performance.now() + within;
  #left = 0;
  #end = (): void => undefined;

  /** `ids`: who is here. */
  constructor(ids: Iterable<string>, send: (id: string) => void) {
    this.#send = send;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    for (const id of ids) this.#sendIn(id, within - lead);
    if (this.#left === 0) this.#end();
  }

  /** Somebody came although this server stops. */
  came(id: string): void {
    this.#sendIn(id, late);
  }

  /** At some moment of the last `last` ms. */
  #sendIn(id: string, last: number): void {
    this.#left++;
    const at = this.#until - Math.random() * last;
    setTimeout(
      () => {
        this.#send(id);
        if (--this.#left === 0) this.#end();
      },
      Math.max(0, at - performance.now()),
    );
  }
}
