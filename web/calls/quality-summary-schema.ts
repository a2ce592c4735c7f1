import * as v from 'valibot';

import { candidateTypes, codecs, routes } from './quality-sample.ts';

/** So many points are enough for a chart of a call of any length. */
export const mostPoints = 60;
/** More steps than these are those of a call that was cut again and again. */
export const mostSteps = 40;

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
