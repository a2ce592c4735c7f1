import type { Contacts } from '../contacts/contacts.ts';
import type { Host } from '../identity/host.ts';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { ToastEvent } from './events.ts';
import { words } from './words.ts';

/** Keeps somebody under the name they claim, and offers the way back. */
export async function addContact(
  from: EventTarget,
  contacts: Contacts,
  id: PeerId,
  claimed: string | null,
  home: Host | null,
): Promise<void> {
  const before = contacts.all.value.get(id);
  const undo = async () => {
    await contacts.remove(id);
    if (before?.blocked) await contacts.block(id, true, before.name);
  };
  const nameless = claimed === null || claimed === formatPeerId(id);
  const text = nameless ? words.contactAdded : words.addedAs(claimed);
  await contacts.add(id, claimed ?? '', home);
  from.dispatchEvent(new ToastEvent(text, { undo }));
}
