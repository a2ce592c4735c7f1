import type { Clock } from '../lib/clock.ts';
import { pieceLength } from '../links/pieces.ts';
import type { MessageId } from '../links/messages.ts';
import type { Transfer } from './transfer.ts';

/** How far a file has come is told so often, in ms: who shows it should not work for each piece. */
const tellEvery = 500;

/** What has not come further for so many of these times does not travel: a piece takes long on a thin line. */
const idleTimes = 20;

/** How far a file has come. */
export interface Reached {
  /** So many pieces are there at the receiver, and right. */
  readonly pieces: number;
  /** Bytes per second; null while nothing travels. */
  readonly rate: number | null;
}

interface Course extends Reached {
  /** Bytes of a piece. */
  readonly length: number;
  /** So many pieces were told. */
  readonly told: number;
  /** It was told so often without being further. */
  readonly idle: number;
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

  /** So many pieces are there now. The first ones are told at once. */
  came(
    { id, file, pieces: before }: Pick<Transfer, 'id' | 'file' | 'pieces'>,
    pieces: number,
  ): void {
    const course = this.#courses.get(id);
    if (pieces === (course?.pieces ?? before)) return;
    const fresh = { length: pieceLength(file, 0), told: before, idle: 0, rate: null };
    this.#courses.set(id, { ...(course ?? fresh), pieces });
    if (!course) this.#tell(id, { pieces, rate: null });
    this.#stopClock ??= this.#clock.after(tellEvery, () => this.#tick());
  }

  /** It does not travel any more. */
  rest(id: MessageId): void {
    const course = this.#courses.get(id);
    this.#courses.delete(id);
    if (course) this.#tell(id, { pieces: course.pieces, rate: null });
  }

  close(): void {
    this.#stopClock?.();
    this.#courses.clear();
  }

  #tick(): void {
    this.#stopClock = null;
    for (const [id, course] of this.#courses) {
      const { pieces, told, length } = course;
      const idle = pieces > told ? 0 : course.idle + 1;
      const now = (Math.max(0, pieces - told) * length * 1_000) / tellEvery;
      // Pieces come in jumps.
      const rate = course.rate === null ? now : (7 * course.rate + now) / 8;
      this.#courses.set(id, { length, pieces, told: pieces, idle, rate });
      if (idle >= idleTimes) this.rest(id);
      else this.#tell(id, { pieces, rate });
    }
    if (this.#courses.size > 0) this.#stopClock = this.#clock.after(tellEvery, () => this.#tick());
  }
}
