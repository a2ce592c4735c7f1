import type { PeerId } from '../identity/peer-id.ts';

/** A clock that is further ahead than this is not believed, in ms. */
const mostAhead = 60_000;

/**
 * A hybrid logical clock of one conversation (Kulkarni et al., “Logical Physical Clocks”, 2014): what
 * is told is later than all that was heard before, whatever the clocks of the two show. All in whole
 * ms, times since 1970.
 */
export interface Times {
  /** The time of the last message that was written here; 0 before the first. */
  readonly told: number;
  /** The time of the last message of the other side; 0 before the first. */
  readonly heard: number;
  /** What the other side said last, if it is too far ahead to be believed; else 0. */
  readonly beyond: number;
}

export const noTimes: Times = { told: 0, heard: 0, beyond: 0 };

/** The time of what is told now, as it is kept here and as the other side hears it. */
export function tellAt(times: Times, now: number) {
  const at = after(times, now);
  // Too far ahead for this phone, the other clock still goes by its own time. A difference kept for it
  // would outlive what was wrong: each side would hear its own from the other one, again and again.
  const said = Math.min(Math.max(at, times.beyond + 1), Number.MAX_SAFE_INTEGER);
  return { at, said, times: { ...times, told: at } };
}

/**
 * The time at which something heard is kept: as the sender says, if it is to be believed, and after
 * all that was heard of the sender before. Else it comes last, as it came in.
 */
export function hearAt(times: Times, said: number | null, now: number) {
  const believed = said !== null && said <= now + mostAhead;
  const at = believed ? Math.max(said, times.heard + 1) : after(times, now);
  return { at, times: { ...times, heard: at, beyond: believed ? 0 : (said ?? 0) } };
}

/**
 * Where a message stands among all of its conversation, on both phones. Those of the higher ID stand
 * half a ms later: messages of two sides are never at the same place.
 */
export function placeOf(at: number, writer: PeerId, reader: PeerId): number {
  return writer < reader ? at : at + 0.5;
}

/** The times once a message of before is known, which stands there. */
export function met(times: Times, { mine, at }: { readonly mine: boolean; readonly at: number }) {
  const side = mine ? 'told' : 'heard';
  return { ...times, [side]: Math.max(times[side], Math.floor(at)) };
}

function after({ told, heard }: Times, now: number): number {
  return Math.max(now, told + 1, heard + 1);
}
