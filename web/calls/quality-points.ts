import type { Reading } from './quality-reading.ts';

/** A reading in short, as it is kept and drawn. */
export interface Point {
  /** Ms since the call was accepted. */
  readonly at: number;
  /** Estimated mean opinion scores, 1–4.5. */
  readonly mine: number | null;
  readonly theirs: number | null;
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  /** Shares of lost packets of sound, 0–1: coming here, and going there. */
  readonly lost: number | null;
  readonly lostThere: number | null;
}

export function pointOf(reading: Reading, acceptedAt: number): Point {
  return {
    at: Math.max(0, reading.at - acceptedAt),
    mine: reading.mine.score,
    theirs: reading.theirs.score,
    roundTripMs: reading.roundTripMs,
    jitterMs: reading.mine.audio?.jitterMs ?? null,
    lost: reading.mine.audio?.lost ?? null,
    lostThere: reading.theirs.audio?.lost ?? null,
  };
}

/** Means of equal spans of time, at most `most` of them; few points stay as they are. */
export function thinOut(points: readonly Point[], most: number): readonly Point[] {
  const last = points.at(-1);
  if (!last || points.length <= most) return points;
  const span = (last.at + 1) / most;
  const spans = new Map<number, Point[]>();
  for (const point of points) {
    const key = Math.floor(point.at / span);
    spans.set(key, [...(spans.get(key) ?? []), point]);
  }
  return [...spans.values()].map((some) => ({ ...averages(some), at: mean(some, 'at') ?? 0 }));
}

/** What the points have in the middle, those apart that say nothing. */
export function averages(points: readonly Point[]): Omit<Point, 'at'> {
  return {
    mine: mean(points, 'mine'),
    theirs: mean(points, 'theirs'),
    roundTripMs: mean(points, 'roundTripMs'),
    jitterMs: mean(points, 'jitterMs'),
    lost: mean(points, 'lost'),
    lostThere: mean(points, 'lostThere'),
  };
}

function mean(points: readonly Point[], name: keyof Point): number | null {
  const values = points.flatMap((point) => point[name] ?? []);
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length;
}
