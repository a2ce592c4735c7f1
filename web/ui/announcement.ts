import { isHeld, isLive, ringsHere, type Call } from '../calls/call.ts';
import { isMissed } from '../calls/recent-call.ts';
import { heardWords } from './heard-words.ts';
import type { Who } from './who.ts';

/** What a screen reader says of an event of a call. */
export interface Announcement {
  readonly text: string;
  /** Interrupts whatever is being read. */
  readonly urgent: boolean;
}

/** The event that made `after` out of `before`, said once; null for what is no event to a listener. */
export function announcement(before: Call | null, after: Call, who: Who): Announcement | null {
  const text = spoken(before, after, who);
  return text === null ? null : { text, urgent: ringsHere(after) };
}

function spoken(before: Call | null, after: Call, { name, contact }: Who): string | null {
  const known = contact === null ? null : name;
  const was = before?.phase.kind ?? null;
  const { phase } = after;
  if (ringsHere(after)) return before === null ? heardWords.heardIncoming(known) : null;
  if (phase.kind === 'ended') {
    if (before === null || !isLive(before)) return null;
    if (isMissed({ ...after, reason: phase.reason, talkedMs: null }) && phase.since === null) {
      return heardWords.heardMissed(known);
    }
    // Who declined knows it.
    const declinedHere = phase.reason === 'declined' && after.direction === 'incoming';
    return declinedHere
      ? heardWords.heardEnded('hung-up', name)
      : heardWords.heardEnded(phase.reason, name);
  }
  if (phase.kind === 'ringing' && was !== 'ringing') return heardWords.heardRinging(name);
  if (phase.kind === 'reconnecting' && was !== 'reconnecting') return heardWords.heardReconnecting;
  if (phase.kind !== 'talking') return null;
  if (was === 'talking' && before !== null && isHeld(before) !== isHeld(after)) {
    return isHeld(after) ? heardWords.heardHeld : heardWords.heardResumed;
  }
  return was === 'talking' ? null : heardWords.heardConnected(name);
}
