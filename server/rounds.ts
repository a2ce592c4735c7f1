/** Into how many turns a round is cut. */
const turns = 80;

/** Visits each member once in `every` ms, a few at a time, so that many are not visited at once. */
export class Rounds<T> {
  readonly #groups: readonly Set<T>[] = Array.from({ length: turns }, () => new Set<T>());
  readonly #visit: (member: T) => void;
  readonly #timer: NodeJS.Timeout;
  #joins = 0;
  #turn = 0;

  constructor(every: number, visit: (member: T) => void) {
    this.#visit = visit;
    this.#timer = setInterval(() => this.turn(), every / turns).unref();
  }

  /** Returns the group of the member, by which it leaves. */
  join(member: T): number {
    const group = this.#joins++ % turns;
    this.#groups[group]?.add(member);
    return group;
  }

  leave(member: T, group: number): void {
    this.#groups[group]?.delete(member);
  }

  /** Visits the next group; the timer does so by itself. */
  turn(): void {
    this.#groups[this.#turn++ % turns]?.forEach(this.#visit);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
