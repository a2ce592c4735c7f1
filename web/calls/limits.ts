import { assertNever } from '../lib/assert-never.ts';
import type { Call } from './call.ts';
import { hasToldEnd } from './told-end.ts';

/** How long a caller waits for somebody to answer, in ms from dialling. */
const answerWithin = 45_000;
/** A phone stops ringing by itself if the caller's “cancel” was lost. */
const ringsAtMost = 60_000;
/** With the second or two until the silence was noticed it makes the promised 60 s without any path. */
const pathWithin = 57_500;
/** How long a call that leaves no screen is kept, so that a refused caller can be hinted at. */
const traceStays = 6_000;

/** Milliseconds a call may stay in its phase, from `enteredAt`; null has no limit. */
export function timeLeft(call: Call, enteredAt: number, now: number): number | null {
  const until = (start: number, limit: number) => Math.max(0, start + limit - now);
  switch (call.phase.kind) {
    case 'dialing':
    case 'ringing':
      return until(call.startedAt, call.direction === 'outgoing' ? answerWithin : ringsAtMost);
    case 'connecting':
    case 'reconnecting':
      return until(enteredAt, pathWithin);
    case 'talking':
      return null;
    case 'ended':
      // A reason stays until its reader is done: the screen dismisses it.
      return hasToldEnd(call) ? null : until(call.phase.at, traceStays);
    default:
      return assertNever(call.phase);
  }
}
