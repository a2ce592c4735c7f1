/** How many are inside, of each kind. */
export class Crowd {
  readonly #inside = new Map<string, number>();
  readonly #most: number;

  /** `most` of one kind have room. */
  constructor(most: number) {
    this.#most = most;
  }

  hasRoom(kind: string): boolean {
    return (this.#inside.get(kind) ?? 0) < this.#most;
  }

  enter(kind: string): void {
    this.#inside.set(kind, (this.#inside.get(kind) ?? 0) + 1);
  }

  leave(kind: string): void {
    const rest = (this.#inside.get(kind) ?? 0) - 1;
    if (rest > 0) this.#inside.set(kind, rest);
    else this.#inside.delete(kind);
  }
}
