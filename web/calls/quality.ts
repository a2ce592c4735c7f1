import type { Readable } from '../lib/store.ts';
import type { CallId, Phase } from './call.ts';
import type { Grade } from './quality-grade.ts';
import type { Point } from './quality-points.ts';
import type { Reading } from './quality-reading.ts';

/** A step of a call, for the report. */
export interface Step {
  /** Ms since the call was accepted. */
  readonly at: number;
  readonly phase: Phase['kind'];
}

/** How an accepted call goes and went. */
export interface Quality {
  /** Bars of what arrives here, calm: a single bad reading does not change them. */
  readonly mine: Grade | null;
  /** Bars of what arrives at the other side. */
  readonly theirs: Grade | null;
  /** The last reading; null before the second sample. */
  readonly reading: Reading | null;
  readonly points: readonly Point[];
  readonly steps: readonly Step[];
}

/** The quality of all accepted calls, and of those that ended a moment ago. */
export type QualityOfCalls = Readable<ReadonlyMap<CallId, Quality>>;

/** What the browser tells about itself and its devices: numbers and plain names, nothing that identifies. */
export interface Surroundings {
  /** `Chromium 156`. */
  readonly browser: string;
  /** `Linux`. */
  readonly system: string;
  readonly microphones: number;
  readonly cameras: number;
  readonly speakers: number;
}

/** Quality as the screens use it. */
export interface QualityService {
  readonly all: QualityOfCalls;
  surroundings(): Promise<Surroundings>;
}
