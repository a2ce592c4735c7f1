import type { Clock } from '../lib/clock.ts';
import type { MessageId } from '../links/messages.ts';
import { bytesOf, type Transfer } from './transfer.ts';

/** How far a file has come is told so often, in ms: who shows it should not work for each piece. */
const tellEvery = 500;

/** What has not come further for so many of these times does not travel. */
const idleTimes = 20;

/** How far a file has come. */
export interface Reached {
  /** So many pieces are there at the receiver, and right. */
  readonly pieces: number;
  /** Bytes that have come besides, of pieces that are not whole or not checked yet. */
  readonly more: number;
  /** Bytes per second; null while nothing travels. */
  readonly rate: number | null;
}

interface Course {
  readonly file: Transfer['file'];
  readonly pieces: number;
  /** So many bytes have come, those of the pieces among them. */
  readonly bytes: number;
  /** So many of them were told. */
  readonly told: number;
  /** It was told so often without being further. */
  readonly idle: number;
  readonly rate: number | null;
}

/** Gathers how far files have come, and tells it now and then with how fast they go. */
export class Progress {
  readonly #clock: Clock;
  readonly #tell: (id: MessageId, reached: Reached) => void;
  readonly #courses = new Map<MessageId, Course>();
  #stopClock: (() => void) | null = null;

  constructor(clock: Clock, tell: (id: MessageId, reached: Reached) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** So many pieces are there now. What comes first is told at once. */
  came(transfer: Transfer, pieces: number): void {
    this.#reach(transfer, pieces, 0);
  }

  /** So many bytes from its beginning have come, whether they are right or not. */
  passed(transfer: Transfer, bytes: number): void {
    this.#reach(transfer, null, bytes);
  }

  /** It does not travel any more; what has come of a piece comes again. */
  rest(id: MessageId): void {
    const course = this.#courses.get(id);
    this.#courses.delete(id);
    if (course) this.#tell(id, { pieces: course.pieces, more: 0, rate: null });
  }

  close(): void {
    this.#stopClock?.();
    this.#courses.clear();
  }

  #reach({ id, file, pieces: before }: Transfer, pieces: number | null, passed: number): void {
    const course = this.#courses.get(id);
    const there = pieces ?? course?.pieces ?? before;
    const told = bytesOf({ file, pieces: before, more: 0 });
    const known = course ?? { pieces: before, bytes: told };
    const bytes = Math.max(known.bytes, bytesOf({ file, pieces: there, more: 0 }), passed);
    if (there === known.pieces && bytes === known.bytes) return;
    const next = { told, idle: 0, rate: null, ...course, file, pieces: there, bytes };
    this.#courses.set(id, next);
    if (!course) this.#show(id, next);
    this.#stopClock ??= this.#clock.after(tellEvery, () => this.#tick());
  }

  #show(id: MessageId, { file, pieces, bytes, rate }: Course): void {
    this.#tell(id, { pieces, more: bytes - bytesOf({ file, pieces, more: 0 }), rate });
  }

  #tick(): void {
    this.#stopClock = null;
    for (const [id, course] of this.#courses) {
      const { bytes, told } = course;
      const idle = bytes > told ? 0 : course.idle + 1;
      const now = (Math.max(0, bytes - told) * 1_000) / tellEvery;
      // Bytes come in jumps.
      const rate = course.rate === null ? now : (7 * course.rate + now) / 8;
      const next = { ...course, told: bytes, idle, rate };
      this.#courses.set(id, next);
      if (idle >= idleTimes) this.rest(id);
      else this.#show(id, next);
    }
    if (this.#courses.size > 0) this.#stopClock = this.#clock.after(tellEvery, () => this.#tick());
  }
}
