import { Store, type Readable } from '../lib/store.ts';

/** Whether this tab may use the line: a phone rings in one tab only. */
export type LineHold = 'waiting' | 'held' | 'elsewhere';

const lockName = 'tincan-line';

/** A reload gives the lock back within this time; after it another tab is the likelier owner. */
const patienceMs = 400;

/**
 * The line of this phone, shared between the tabs of a browser by Web Locks. It
 * queues from the start and again after it was taken away, so the line comes
 * back by itself when the other tab goes. Without Web Locks it is always held.
 */
export class LineLock {
  readonly #hold = new Store<LineHold>('waiting');
  readonly #impatience: ReturnType<typeof setTimeout>;
  #request = new AbortController();
  #closed = false;
  #took = false;

  constructor() {
    this.#impatience = setTimeout(() => {
      if (this.#hold.value === 'waiting') this.#hold.set('elsewhere');
    }, patienceMs);
    this.#ask({ steal: false });
  }

  get hold(): Readable<LineHold> {
    return this.#hold;
  }

  /** A person took the line to this tab, where it is held. */
  get took(): boolean {
    return this.#took;
  }

  /** Takes the line from the tab that has it. */
  take(): void {
    if (this.#closed || this.#hold.value === 'held') return;
    this.#took = true;
    this.#request.abort();
    this.#ask({ steal: true });
  }

  /** Gives the line to the next tab. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#impatience);
    this.#request.abort();
  }

  #ask({ steal }: { steal: boolean }): void {
    // Missing outside secure contexts, whatever the types say.
    const locks = navigator.locks as LockManager | undefined;
    if (locks === undefined) {
      this.#hold.set('held');
      return;
    }
    const request = new AbortController();
    this.#request = request;
    // A stealing request can't be aborted (Web Locks, section 4.2); it is granted at once anyway.
    const options = steal ? { steal } : { signal: request.signal };
    locks
      .request(lockName, options, () => this.#holdUntil(request.signal))
      .catch((error: unknown) => this.#lost(request, error));
  }

  #holdUntil(signal: AbortSignal): Promise<void> | void {
    if (signal.aborted) return;
    this.#hold.set('held');
    return new Promise((release) => signal.addEventListener('abort', () => release()));
  }

  #lost(request: AbortController, error: unknown): void {
    if (request.signal.aborted) return;
    if (error instanceof DOMException && error.name === 'AbortError') {
      this.#took = false;
      this.#hold.set('elsewhere');
      this.#ask({ steal: false });
    } else {
      // Locks refused, as on an opaque origin: the same as a browser without them.
      this.#hold.set('held');
    }
  }
}
