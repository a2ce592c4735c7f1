import { isHeld, type Call } from '../calls/call.ts';
import type { StringMood } from './string.ts';

/** What the string shows of a call. */
export function stringMood(call: Call): StringMood {
  const { kind } = call.phase;
  if (kind === 'reconnecting') return 'frayed';
  if (kind === 'ringing') return 'plucked';
  return kind === 'ended' || isHeld(call) ? 'slack' : 'tight';
}
