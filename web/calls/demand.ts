import type { PeerId } from '../identity/peer-id.ts';
import { isAccepted, isHeld, isLive, isMuted, ringsHere, type Call, type CallId } from './call.ts';
import { mediaNeed } from './needs.ts';

/** The call that buttons outside of the page act on: headset, lock screen, browser. */
export interface Handle {
  readonly call: CallId;
  readonly peer: PeerId;
  readonly claimedName: string | null;
  /** Sound goes both ways; else it is asked for, or waits. */
  readonly active: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** What the calls ask of the device they run on. */
export interface Demand {
  /** The screen stays on. */
  readonly awake: boolean;
  /** It rings here, so the device vibrates. */
  readonly buzz: boolean;
  /** A microphone may be open, so sound takes the route of calls. */
  readonly records: boolean;
  readonly handle: Handle | null;
}

/** What these calls ask of the device. Who is `silent` rings without shaking it. */
export function demandOf(
  calls: ReadonlyMap<CallId, Call>,
  silent: (call: Call) => boolean = () => false,
): Demand {
  const live = [...calls.values()].filter(isLive);
  const own = live.find((call) => !ringsHere(call));
  return {
    awake: live.length > 0,
    // Nobody wants it in the middle of a talk.
    buzz: own === undefined && live.some((call) => ringsHere(call) && !silent(call)),
    records: live.some((call) => mediaNeed(call)?.devices ?? false),
    handle: own === undefined ? null : handleOf(own),
  };
}

function handleOf(call: Call): Handle {
  return {
    call: call.id,
    peer: call.peer,
    claimedName: call.claimedName,
    active: isAccepted(call) && !isHeld(call),
    microphone: !isMuted(call.mine),
    camera: call.mine.camera,
  };
}
