import { echoPeer } from '../calls/echo-peer.ts';
import type { Contact } from '../contacts/contact.ts';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { words } from './words.ts';

/** Somebody as they are shown: what they are called here goes before what they claim. */
export interface Who {
  readonly id: PeerId;
  readonly name: string;
  readonly contact: Contact | null;
}

export function whoIs(
  contacts: ReadonlyMap<PeerId, Contact>,
  id: PeerId,
  claimedName: string | null,
): Who {
  if (id === echoPeer) return { id, name: words.echo, contact: null };
  const contact = contacts.get(id) ?? null;
  return { id, name: contact?.name ?? claimedName ?? formatPeerId(id), contact };
}
