import type { Clock } from '../lib/clock.ts';
import { Store, type Readable } from '../lib/store.ts';
import { isAccepted, isLive, type Call, type CallId } from './call.ts';
import type { Quality, QualityOfCalls } from './quality.ts';
import { follow, gradeOf, ungraded, type GradeTrack } from './quality-grade.ts';
import { pointOf, thinOut } from './quality-points.ts';
import { readingOf, type Reading } from './quality-reading.ts';
import type { Sample } from './quality-sample.ts';
import { mostPoints, type QualitySummary } from './quality-summary-schema.ts';
import { summarise } from './quality-summary.ts';

/** Between two samples, in ms: on the screen, and while the page is hidden. */
const pace = 2_000;
const hiddenPace = 10_000;

/** What is remembered of a running call: twice what is kept, thinned out when it is twice that. */
const rememberedPoints = 2 * mostPoints;

export interface QualityWatchOptions {
  readonly calls: Readable<ReadonlyMap<CallId, Call>>;
  readonly clock: Clock;
  /** The counters of a call's media connection; null while it has none. */
  sample(id: CallId): Promise<Sample | null>;
  isHidden(): boolean;
}

interface Watched {
  readonly acceptedAt: number;
  readonly before: Sample | null;
  readonly mine: GradeTrack;
  readonly theirs: GradeTrack;
}

/** Samples the connections of accepted calls; without one, nothing runs. */
export class QualityWatch {
  readonly #options: QualityWatchOptions;
  readonly #all = new Store<ReadonlyMap<CallId, Quality>>(new Map());
  readonly #watched = new Map<CallId, Watched>();
  readonly #stopListening: () => void;
  #stopTimer: (() => void) | null = null;
  #closed = false;

  constructor(options: QualityWatchOptions) {
    this.#options = options;
    this.#stopListening = options.calls.subscribe((calls) => this.#see(calls));
    this.#see(options.calls.value);
  }

  get all(): QualityOfCalls {
    return this.#all;
  }

  /** What to keep of a call that is over; null if nothing was measured. */
  summary(id: CallId): QualitySummary | null {
    const quality = this.#all.value.get(id);
    return quality ? summarise(quality) : null;
  }

  close(): void {
    this.#closed = true;
    this.#stopListening();
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #see(calls: ReadonlyMap<CallId, Call>): void {
    const now = this.#options.clock.now();
    const all = new Map([...this.#all.value].filter(([id]) => calls.has(id)));
    for (const call of calls.values()) {
      if (isAccepted(call) && !all.has(call.id)) {
        this.#watched.set(call.id, {
          acceptedAt: now,
          before: null,
          mine: ungraded,
          theirs: ungraded,
        });
        all.set(call.id, { mine: null, theirs: null, reading: null, points: [], steps: [] });
      }
      const quality = all.get(call.id);
      if (quality) all.set(call.id, this.#step(call, quality, now));
    }
    for (const id of this.#watched.keys()) {
      const call = calls.get(id);
      if (!call || !isLive(call)) this.#watched.delete(id);
    }
    const known = this.#all.value;
    if (all.size !== known.size || [...all].some(([id, one]) => known.get(id) !== one)) {
      this.#all.set(all);
    }
    this.#arm();
  }

  #step({ id, phase }: Call, quality: Quality, now: number): Quality {
    if (quality.steps.at(-1)?.phase === phase.kind) return quality;
    const acceptedAt = this.#watched.get(id)?.acceptedAt ?? now;
    const steps = [...quality.steps, { at: Math.max(0, now - acceptedAt), phase: phase.kind }];
    // Nothing comes any more: that needs no second reading.
    return phase.kind === 'reconnecting'
      ? { ...quality, steps, mine: 0, theirs: 0 }
      : { ...quality, steps };
  }

  #arm(): void {
    const watches = this.#watched.size > 0 && !this.#closed;
    if (!watches) {
      this.#stopTimer?.();
      this.#stopTimer = null;
    } else if (!this.#stopTimer) {
      const { clock, isHidden } = this.#options;
      this.#stopTimer = clock.after(isHidden() ? hiddenPace : pace, () => void this.#look());
    }
  }

  async #look(): Promise<void> {
    await Promise.all([...this.#watched.keys()].map((id) => this.#measure(id)));
    // Meanwhile another call may have begun, with a timer of its own.
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#arm();
  }

  async #measure(id: CallId): Promise<void> {
    const sample = await this.#options.sample(id);
    const watched = this.#watched.get(id);
    const quality = this.#all.value.get(id);
    if (!watched || !quality || this.#closed) return;
    const { before } = watched;
    if (!sample || !before) {
      this.#watched.set(id, { ...watched, before: sample });
      return;
    }
    const reading = readingOf(before, sample);
    const waits = this.#options.calls.value.get(id)?.phase.kind === 'reconnecting';
    const next: Watched = {
      ...watched,
      before: sample,
      mine: follow(watched.mine, waits ? 0 : gradeOf(reading.mine)),
      theirs: follow(watched.theirs, waits ? 0 : gradeOf(reading.theirs)),
    };
    this.#watched.set(id, next);
    this.#put(id, {
      ...withReading(quality, reading, watched.acceptedAt),
      mine: waits ? 0 : next.mine.shown,
      theirs: waits ? 0 : next.theirs.shown,
    });
  }

  #put(id: CallId, quality: Quality): void {
    this.#all.update((all) => new Map(all).set(id, quality));
  }
}

function withReading(quality: Quality, reading: Reading, acceptedAt: number): Quality {
  const points = [...quality.points, pointOf(reading, acceptedAt)];
  const full = points.length > 2 * rememberedPoints;
  return { ...quality, reading, points: full ? thinOut(points, rememberedPoints) : points };
}
