import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Contact } from './contact.ts';
import type { Contacts } from './contacts.ts';
import { readVCards, toVCard } from './vcard.ts';

/** What came of the cards of a file. */
interface TakenCards {
  readonly added: readonly PeerId[];
  /** Cards of people who are kept already, blocked ones too, and of oneself. */
  readonly known: number;
  /** Cards without a Tincan ID. */
  readonly skipped: number;
}

/** These people as vCards; with their server, since other phones may belong to another one. */
export function cardsOf(people: Iterable<Contact>, ownHost: Host): string {
  return [...people].map((person) => toVCard({ ...person, home: person.home ?? ownHost })).join('');
}

/** Keeps who is on the cards of a file and not kept yet; null if it holds no card. */
export async function takeCards(
  contacts: Contacts,
  text: string,
  own: { readonly id: PeerId; readonly host: Host },
): Promise<TakenCards | null> {
  const read = readVCards(text);
  if (read === null) return null;
  const added: PeerId[] = [];
  for (const { id, home, name } of read.people) {
    // A file must not rename anybody, nor lift a block.
    if (id === own.id || contacts.all.value.has(id)) continue;
    await contacts.add(id, name ?? '', home === own.host ? null : home);
    added.push(id);
  }
  return { added, known: read.people.length - added.length, skipped: read.skipped };
}
