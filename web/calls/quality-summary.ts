import * as v from 'valibot';
import type { Quality } from './quality.ts';
import { averages, mostPoints, thinOut, type Point } from './quality-points.ts';
import { candidateTypes, codecs, routes } from './quality-sample.ts';

/** More steps than these are those of a call that was cut again and again. */
const mostSteps = 40;

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const score = v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(5)));
const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const means = {
  mine: score,
  theirs: score,
  roundTripMs: v.nullable(amount),
  jitterMs: v.nullable(amount),
  lost: share,
  lostThere: share,
};

/** How a call went, as it is kept with it: no address, no name, no ID. */
export const qualitySummarySchema = v.object({
  averages: v.object(means),
  route: v.nullable(v.picklist(routes)),
  local: v.nullable(v.picklist(candidateTypes)),
  remote: v.nullable(v.picklist(candidateTypes)),
  audioCodec: v.nullable(v.picklist(codecs)),
  videoCodec: v.nullable(v.picklist(codecs)),
  points: v.pipe(v.array(v.object({ at: amount, ...means })), v.maxLength(mostPoints)),
  steps: v.pipe(
    v.array(
      v.object({
        at: amount,
        phase: v.picklist(['dialing', 'ringing', 'connecting', 'talking', 'reconnecting', 'ended']),
      }),
    ),
    v.maxLength(mostSteps),
  ),
});

export type QualitySummary = v.InferOutput<typeof qualitySummarySchema>;

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
