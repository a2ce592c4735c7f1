import type { LinkNeed } from '../links/person-link.ts';
import { isAccepted, isHeld, isLive, type Call } from './call.ts';
import type { MediaNeed } from './ports.ts';

/** What a call needs of the media, null when it needs nothing. */
export function mediaNeed(call: Call): MediaNeed | null {
  if (!isLive(call)) return null;
  const accepted = isAccepted(call);
  return {
    peer: call.peer,
    offers: call.offers,
    devices: accepted || call.direction === 'outgoing',
    accepted,
    sending: accepted && !isHeld(call),
    muted: call.mine.muted,
    camera: call.mine.camera,
    video: call.kind === 'video',
  };
}

/** What a call needs of the link to its other side. */
export function linkNeed(call: Call): LinkNeed {
  if (!isLive(call)) return null;
  if (isAccepted(call)) return 'talk';
  return call.direction === 'outgoing' ? 'ring' : 'keep';
}
