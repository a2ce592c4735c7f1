import { assertNever } from '../lib/assert-never.ts';
import { isHeld, type Call } from '../calls/call.ts';
import { formatTimer } from './formats.ts';
import { talkWords } from './talk-words.ts';
import { words } from './words.ts';

/** What `Call status` says of a call at a moment: one phrase or the time of talk, nothing else. */
export function callStatusText(call: Call, now: number): string {
  const { phase } = call;
  switch (phase.kind) {
    case 'dialing':
      return talkWords.calling;
    case 'ringing':
      return talkWords.ringing;
    case 'connecting':
      return talkWords.connecting;
    case 'reconnecting':
      return talkWords.reconnecting;
    case 'talking':
      return isHeld(call) ? talkWords.onHold : formatTimer(now - phase.since);
    case 'ended':
      return words.ended(phase.reason);
    default:
      return assertNever(phase);
  }
}
