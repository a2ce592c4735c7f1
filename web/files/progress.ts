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

/** What is known of a file that comes further. */
export type Step =
  /** So many pieces are there, and right. */
  | { readonly pieces: number }
  /** So many bytes from its beginning have come, whether they are right or not. */
  | { readonly bytes: number };

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

  /** A file has come further. What comes first is told at once. */
  came(transfer: Transfer, step: Step): void {
    const { id, file } = transfer;
    const known = this.#courses.get(id);
    const course = known ?? courseOf(transfer);
    const pieces = 'pieces' in step ? step.pieces : course.pieces;
    const passed = 'bytes' in step ? Math.min(file.size, step.bytes) : 0;
    const bytes = Math.max(course.bytes, whole({ file, pieces }), passed);
    if (pieces === course.pieces && bytes === course.bytes) return;
    const next = { ...course, pieces, bytes };
    this.#courses.set(id, next);
    if (!known) this.#show(id, next);
    this.#stopClock ??= this.#clock.after(tellEvery, () => this.#tick());
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

  #show(id: MessageId, { file, pieces, bytes, rate }: Course): void {
    this.#tell(id, { pieces, more: bytes - whole({ file, pieces }), rate });
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

/** Nothing of it has come since. */
function courseOf({ file, pieces }: Transfer): Course {
  const bytes = whole({ file, pieces });
  return { file, pieces, bytes, told: bytes, idle: 0, rate: null };
}

/** Bytes of whole pieces. */
function whole(there: Pick<Transfer, 'file' | 'pieces'>): number {
  return bytesOf({ ...there, more: 0 });
}
