import type { Clock } from '../lib/clock.ts';
import { chunkSize } from './frame.ts';

/** What is given to the browser at once should have left after so long, in ms: it can't be called back. */
const leavesWithin = 250;
/** In bytes. */
const first = 65_536;
const least = 16_384;
const largest = 1_048_576;
/** Frames of a burst. What is said on the link waits for one at most. */
const frames = 16;

/**
 * How much is given to the browser at once where no call needs the line: a quarter of a second of it, so
 * that what is smaller, or said, need not wait long on a thin line, and a fast one is full.
 */
export class Burst {
  readonly #clock: Clock;
  #bytes = first;
  #given = 0;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** So many bytes may be given before all of them have left. */
  get bytes(): number {
    return this.#bytes;
  }

  /** So many bytes should travel at once. */
  get chunk(): number {
    return Math.min(chunkSize, Math.floor(this.#bytes / frames));
  }

  /** So many bytes were given to the browser. */
  gave(bytes: number): void {
    if (this.#given === 0) this.#since = this.#clock.now();
    this.#given += bytes;
  }

  /** All that was given has left. */
  left(): void {
    if (this.#given === 0) return;
    // What took less than a millisecond took one.
    const took = Math.max(1, this.#clock.now() - this.#since);
    const fits = (this.#given * leavesWithin) / took;
    this.#bytes = Math.round(Math.max(least, Math.min(fits, 2 * this.#bytes, largest)));
    this.#given = 0;
  }

  /** What comes next may take another way. */
  startOver(): void {
    this.#bytes = first;
    this.#given = 0;
  }
}
