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
    const line = this.#lines.get(key) ?? { waiting: 0, last: null };
    if (line.waiting >= this.#most) return false;
    line.waiting++;
    this.#lines.set(key, line);
    // One that fails is told like any error, and keeps nobody waiting.
    line.last = (line.last?.then(task) ?? task()).catch(reportError).finally(() => {
      if (--line.waiting === 0) this.#lines.delete(key);
    });
    return true;
  }
}
