import type { Quality } from './quality.ts';
import { averages, thinOut, type Point } from './quality-points.ts';
import { mostPoints, mostSteps, type QualitySummary } from './quality-summary-schema.ts';

/** What to keep of a call's quality; null if nothing was measured. */
export function summarise({ reading, points, steps }: Quality): QualitySummary | null {
  if (reading === null || points.length === 0) return null;
  const few = thinOut(points, mostPoints);
  const { path, mine, theirs } = reading;
  return {
    averages: short(averages(few)),
    route: path?.route ?? null,
    local: path?.local ?? null,
    remote: path?.remote ?? null,
    audioCodec: mine.audio?.codec ?? theirs.audio?.codec ?? null,
    videoCodec: mine.video?.codec ?? theirs.video?.codec ?? null,
    points: few.map((point) => ({ at: Math.round(point.at), ...short(point) })),
    steps: steps.slice(-mostSteps),
  };
}

/** As exact as it is meant. */
function short(means: Omit<Point, 'at'>): Omit<Point, 'at'> {
  const { mine, theirs, roundTripMs, jitterMs, lost, lostThere } = means;
  return {
    mine: round(mine, 2),
    theirs: round(theirs, 2),
    roundTripMs: round(roundTripMs, 0),
    jitterMs: round(jitterMs, 1),
    lost: round(lost, 4),
    lostThere: round(lostThere, 4),
  };
}

function round(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
