import { echoPeer } from '../calls/echo-peer.ts';
import type { Call } from '../calls/call.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import type { Contact } from '../contacts/contact.ts';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { words } from './words.ts';

/** Somebody as they are shown: what they are called here goes before what they claim. */
export interface Who {
  readonly id: PeerId;
  readonly name: string;
  /** Null for a stranger. */
  readonly contact: Contact | null;
}

/** The name somebody said last, in calls of which the newest is the first. */
export function lastClaim(calls: readonly RecentCall[], id: PeerId): string | null {
  return calls.find((call) => call.peer === id && call.claimedName !== null)?.claimedName ?? null;
}

/** The call with the name the other side said before, until it says one. */
export function withLastClaim<T extends Pick<Call, 'peer' | 'claimedName'>>(
  call: T,
  before: readonly RecentCall[],
): T {
  const claimedName = call.claimedName ?? lastClaim(before, call.peer);
  return claimedName === call.claimedName ? call : { ...call, claimedName };
}

export function whoIs(
  contacts: ReadonlyMap<PeerId, Contact>,
  id: PeerId,
  claimedName: string | null,
): Who {
  if (id === echoPeer) return { id, name: words.echo, contact: null };
  const kept = contacts.get(id);
  const name = kept?.name ?? claimedName ?? formatPeerId(id);
  return { id, name, contact: kept?.known ? kept : null };
}
