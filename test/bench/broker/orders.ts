/** How phones reach a server. */
export interface Door {
  readonly port: number;
  readonly path: string;
  /** As requests name it, and tokens are signed for. */
  readonly host: string;
}

/** Phones that sign on together; `name` is what later orders call them. */
export interface Arrival {
  readonly name: string;
  readonly count: number;
  /** They sign on at these in turns, so many at each before the next one's turn. */
  readonly doors: readonly Door[];
  readonly run?: number;
}

/** Each phone sends offers to the one after it, with so many offers under way at any time. */
export interface Flood {
  readonly name: string;
  readonly underWay: number;
  /** Before the stopwatch starts, and while it runs; in s. */
  readonly warmUp: number;
  readonly seconds: number;
}

/** The same at times fixed before, however late the offers before them come. */
export interface Pace {
  readonly name: string;
  readonly perSecond: number;
  readonly warmUp: number;
  readonly seconds: number;
}

/** How much was done between two looks at the clocks. */
export interface Work {
  /** Sign-ons, or offers that came. */
  readonly count: number;
  readonly seconds: number;
  /** Processor seconds of the generator, and of each process that was named. */
  readonly own: number;
  readonly used: readonly number[];
}

/** Nothing is said but what shows that the other side is there, and nobody may lose the connection. */
export interface Wait {
  readonly name: string;
  readonly warmUp: number;
  readonly seconds: number;
}

/** From when an offer was due until it came, in ms. */
export interface Delay {
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

/** What the load generator does, each thing after the one before; `pids` are the processes to look at. */
export interface Orders {
  signOn(order: Arrival, pids: readonly number[]): Promise<Work>;
  flood(order: Flood, pids: readonly number[]): Promise<Work>;
  pace(order: Pace): Promise<Delay>;
  wait(order: Wait, pids: readonly number[]): Promise<Work>;
  /** From now on each of them asks for an echo when nothing came for so many ms, spread evenly. */
  watch(name: string, within: number): Promise<void>;
  leave(name: string): Promise<void>;
}
