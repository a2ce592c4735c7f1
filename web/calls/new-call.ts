import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { newCallId, newRingId, type CallKind, type CallMessage } from '../links/messages.ts';
import { firstSide, type Call } from './call.ts';

type Invite = Extract<CallMessage, { type: 'invite' }>;

/** A call of this phone's user to somebody. */
export function outgoingCall(peer: PeerId, home: Host | null, kind: CallKind, now: number): Call {
  return {
    id: newCallId(),
    peer,
    home,
    claimedName: null,
    direction: 'outgoing',
    offers: true,
    kind,
    startedAt: now,
    phase: { kind: 'dialing', path: false },
    ring: null,
    mine: firstSide(kind),
    theirs: firstSide('voice'),
  };
}

/** A call of somebody else, which rings here from the first moment. */
export function incomingCall(
  peer: PeerId,
  invite: Invite,
  ownHost: Host | null,
  now: number,
): Call {
  const { home = null } = invite;
  return {
    id: invite.call,
    peer,
    home: home === ownHost ? null : home,
    claimedName: invite.name,
    direction: 'incoming',
    offers: false,
    kind: invite.kind,
    startedAt: now,
    phase: { kind: 'ringing', path: false },
    ring: newRingId(),
    mine: firstSide('voice'),
    theirs: firstSide(invite.kind),
  };
}

/**
 * Both dialled each other: our call goes on under the ID of theirs. To the
 * user it is still the call that was dialled here.
 */
export function adoptedCall(own: Call, invite: Invite): Call {
  return {
    ...own,
    id: invite.call,
    claimedName: invite.name,
    offers: false,
    phase: { kind: 'connecting' },
    theirs: firstSide(invite.kind),
  };
}
