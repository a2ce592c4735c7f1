import { echoPeer } from '../calls/echo-peer.ts';
import { isLive, ringsHere, type CallKind } from '../calls/call.ts';
import type { Host } from '../identity/host.ts';
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
  if (mayDial(services, peer)) dial(services, peer, kind, homeOf(services, peer));
  else from.dispatchEvent(new ToastEvent(words.dialProblem('in-call')));
}

/** Dials; a call does not wait until the broker is tried again. */
export function dial(
  { phone, retryLine }: Services,
  peer: PeerId,
  kind: CallKind,
  home: Host | null,
): void {
  retryLine();
  phone.dial(peer, kind, home);
}

/** The other server at which this person was reached, or belongs to as far as is known here. */
export function homeOf({ contacts, log }: Services, id: PeerId): Host | null {
  const known = contacts.all.value.get(id) ?? log.recents.value.find(({ peer }) => peer === id);
  return known?.home ?? null;
}

/**
 * A phone dials one person at a time. Somebody whose call rings here may be dialled: both did so in
 * the same moment, and the phone answers.
 */
export function mayDial({ phone }: Services, peer: PeerId): boolean {
  const live = [...phone.calls.value.values()].find(isLive);
  // A test call makes way for a real one.
  if (live?.peer === echoPeer) return peer !== echoPeer;
  return live === undefined || (live.peer === peer && ringsHere(live));
}
