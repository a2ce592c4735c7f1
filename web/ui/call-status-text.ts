import { assertNever } from '../lib/assert-never.ts';
import { isHeld, type Call } from '../calls/call.ts';
import { formatTimer } from './formats.ts';
import { words } from './words.ts';

/** What `Call status` says of a call at a moment: one phrase or the time of talk, nothing else. */
export function callStatusText(call: Call, now: number): string {
  const { phase } = call;
  switch (phase.kind) {
    case 'dialing':
      return words.calling;
    case 'ringing':
      return words.ringing;
    case 'connecting':
      return words.connecting;
    case 'reconnecting':
      return words.reconnecting;
    case 'talking':
      return isHeld(call) ? words.onHold : formatTimer(now - phase.since);
    case 'ended':
      return words.ended(phase.reason);
    default:
      return assertNever(phase);
  }
}
