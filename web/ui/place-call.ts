import { isLive, type CallKind } from '../calls/call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { ToastEvent } from './events.ts';
import type { Services } from './services.ts';
import { words } from './words.ts';

/** Calls somebody, or says why not now. */
export function placeCall(
  from: EventTarget,
  services: Services,
  peer: PeerId,
  kind: CallKind,
): void {
  if (isInCall(services)) from.dispatchEvent(new ToastEvent(words.dialProblem('in-call')));
  else services.phone.dial(peer, kind);
}

/** True while some call is live; a phone dials one person at a time. */
export function isInCall({ phone }: Services): boolean {
  return [...phone.calls.value.values()].some(isLive);
}
