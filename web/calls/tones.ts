import { assertNever } from '../lib/assert-never.ts';
import { foundBusy, isLive, ringsHere, type Call, type CallId } from './call.ts';

/** What the phone sounds like; `busy`, `ended` and `waiting` end by themselves. */
export type Tone = 'silence' | 'ringtone' | 'ringback' | 'busy' | 'ended' | 'waiting';

/**
 * The tone that belongs to these calls. What rings goes before everything else;
 * while a call is live, one that ended is silent, except that a refused caller
 * is hinted at; else the call that ended last is heard. Who is `silent` rings without a sound.
 */
export function toneFor(
  calls: ReadonlyMap<CallId, Call>,
  silent: (call: Call) => boolean = () => false,
): Tone {
  const all = [...calls.values()].filter((call) => !(wasNotTaken(call) && silent(call)));
  const live = all.filter(isLive);
  if (live.some(ringsHere)) {
    // Nobody wants a ringtone into a call; two soft beeps say the same.
    return live.every(ringsHere) ? 'ringtone' : 'waiting';
  }
  if (live.some(ringsThere)) return 'ringback';
  if (live.length > 0) return all.some(foundBusy) ? 'waiting' : 'silence';
  return toneAfter(all.reduce<Call | null>(later, null));
}

/** Somebody rings, or rang in vain. */
function wasNotTaken({ direction, phase }: Call): boolean {
  if (direction !== 'incoming') return false;
  return phase.kind === 'ringing' || (phase.kind === 'ended' && phase.since === null);
}

function ringsThere({ direction, phase }: Call): boolean {
  return direction === 'outgoing' && phase.kind === 'ringing';
}

function later(last: Call | null, call: Call): Call {
  return last === null || endedAt(call) >= endedAt(last) ? call : last;
}

function endedAt({ phase }: Call): number {
  return phase.kind === 'ended' ? phase.at : Infinity;
}

/** Whoever ended a call by hand before anybody talked needs no sound to know it. */
function toneAfter(call: Call | null): Tone {
  if (call === null || call.phase.kind !== 'ended') return 'silence';
  const outgoing = call.direction === 'outgoing';
  const { reason } = call.phase;
  switch (reason) {
    case 'busy':
      return outgoing ? 'busy' : 'silence';
    case 'declined':
    case 'no-answer':
    case 'unavailable':
      return outgoing ? 'ended' : 'silence';
    case 'cancelled':
      return 'silence';
    case 'lost':
    case 'hung-up':
      return 'ended';
    default:
      return assertNever(reason);
  }
}
