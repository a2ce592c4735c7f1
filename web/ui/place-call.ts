import { echoPeer } from '../calls/echo-peer.ts';
import { liveCall, ringsHere, type CallKind } from '../calls/call.ts';
import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { ToastEvent } from './events.ts';
import type { Services } from './services.ts';
import { words } from './words.ts';

type WhyNotDial = 'in-call' | 'blocked';

/** Calls somebody, or says why not now. */
export function placeCall(
  from: EventTarget,
  services: Services,
  peer: PeerId,
  kind: CallKind,
): void {
  const why = whyNotDial(services, peer);
  if (why === null) dial(services, peer, kind, homeOf(services, peer));
  else from.dispatchEvent(new ToastEvent(words.dialProblem(why)));
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
export function homeOf({ contacts, log, broker }: Services, id: PeerId): Host | null {
  const known = contacts.all.value.get(id) ?? log.recents.value.find(({ peer }) => peer === id);
  return known?.home === broker ? null : (known?.home ?? null);
}

/**
 * A phone dials one person at a time. Somebody whose call rings here may be dialled: both did so in
 * the same moment, and the phone answers.
 */
export function whyNotDial({ phone, contacts }: Services, peer: PeerId): WhyNotDial | null {
  // Nothing that they say would be heard.
  if (contacts.all.value.get(peer)?.blocked) return 'blocked';
  const live = liveCall(phone.calls.value);
  // A test call makes way for a real one.
  const makesWay = live?.peer === echoPeer && peer !== echoPeer;
  const meets = live?.peer === peer && ringsHere(live);
  return live === null || makesWay || meets ? null : 'in-call';
}
