const noMatter = (): void => undefined;

/** Does things that take time one after the other, for each key by itself. */
export class InOrder<Key> {
  readonly #most: number;
  readonly #lines = new Map<Key, { waiting: number; last: Promise<void> | null }>();

  /** At most `most` may wait for the same key. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether nothing waits for this key, and nothing is being done. */
  isIdle(key: Key): boolean {
    return !this.#lines.has(key);
  }

  /** Does `task` after all before it with this key, at once if there is none; false if too many wait. */
  run(key: Key, task: () => Promise<void>): boolean {
    if ((this.#lines.get(key)?.waiting ?? 0) >= this.#most) return false;
    // One that fails is told like any error.
    this.done(key, task).catch(reportError);
    return true;
  }

  /** The same however many wait; settles as the task does, once it holds nobody up any more. */
  async done<T>(key: Key, task: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(key) ?? { waiting: 0, last: null };
    line.waiting++;
    this.#lines.set(key, line);
    const result = line.last?.then(task) ?? task();
    // One that fails keeps nobody waiting.
    line.last = result.then(noMatter, noMatter).then(() => {
      if (--line.waiting === 0) this.#lines.delete(key);
    });
    await line.last;
    return result;
  }
}
