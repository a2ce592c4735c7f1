import { cleanName } from '../identity/display-name.ts';
import type { Host } from '../identity/host.ts';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { loadRecords } from '../lib/load-records.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { KeptKeys } from '../links/key-book.ts';
import { parseContact, type Contact } from './contact.ts';
import { isFound, readSearch } from './search.ts';

type ContactMap = ReadonlyMap<PeerId, Contact>;

/**
 * The people this phone keeps, one record per peer ID. A change is seen at once
 * in `all`; its promise resolves when it is written.
 */
export class Contacts implements KeptKeys {
  readonly #all: Store<ContactMap>;
  readonly #shelf: Shelf;
  readonly #clock: Clock;

  private constructor(shelf: Shelf, clock: Clock, contacts: ContactMap) {
    this.#shelf = shelf;
    this.#clock = clock;
    this.#all = new Store(contacts);
  }

  static async load(shelf: Shelf, clock: Clock, report: Report): Promise<Contacts> {
    const records = await loadRecords(shelf, parseContact, report);
    const contacts = [...records.values()].map((contact) => [contact.id, contact] as const);
    return new Contacts(shelf, clock, new Map(contacts));
  }

  get all(): Readable<ContactMap> {
    return this.#all;
  }

  /** Keeps somebody, of another server if that is said; one who is kept already is renamed and unblocked. */
  add(id: PeerId, name: string, home: Host | null = null): Promise<void> {
    const kept = { name: nameOr(name, id), blocked: false, known: true, ...(home && { home }) };
    return this.#change(id, (contact) => ({ ...(contact ?? this.#newContact(id)), ...kept }));
  }

  /** Keeps where a contact was reached, or says to belong, null for the own server; of strangers nothing is kept. */
  moved(id: PeerId, home: Host | null): Promise<void> {
    return this.#change(id, (contact) =>
      contact === null || contact.home === home ? contact : { ...contact, home },
    );
  }

  /** Gives a contact another name; a name that can't be shown changes nothing. */
  async rename(id: PeerId, name: string): Promise<void> {
    const cleaned = cleanName(name);
    if (cleaned === null) return;
    await this.#change(id, (contact) => contact && { ...contact, name: cleaned });
  }

  /** Files of a contact that are no larger, in bytes, are taken without a question from now on. */
  takeFiles(id: PeerId, upTo: number): Promise<void> {
    return this.#change(id, (contact) => contact && { ...contact, takesUpTo: upTo });
  }

  favour(id: PeerId, favourite: boolean): Promise<void> {
    return this.#change(id, (contact) => contact && { ...contact, favourite });
  }

  /** Keeps the picture a contact sent of themselves; of strangers nothing is kept. */
  picture(id: PeerId, picture: string | null): Promise<void> {
    return this.#change(id, (contact) =>
      contact === null || contact.picture === picture ? contact : { ...contact, picture },
    );
  }

  keysOf(id: PeerId): Uint8Array<ArrayBuffer> | null {
    return this.#all.value.get(id)?.keys ?? null;
  }

  /** Keeps the public keys of a contact; of strangers nothing is kept. */
  keepKeys(id: PeerId, keys: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#change(id, (contact) =>
      contact?.known && contact.keys === null ? { ...contact, keys } : contact,
    );
  }

  /** Blocks or unblocks; a stranger is kept under that name until they are unblocked. */
  async block(id: PeerId, blocked: boolean, name = ''): Promise<void> {
    if (!blocked && this.#all.value.get(id)?.known === false) return this.#forget(id);
    const stranger = { name: nameOr(name, id), blocked, known: false };
    await this.#change(id, (contact) => {
      if (contact !== null) return { ...contact, blocked };
      return blocked ? { ...this.#newContact(id), ...stranger } : null;
    });
  }

  /**
   * Forgets somebody, but not that they are blocked. The returned function brings them back unless
   * they were added anew.
   */
  async remove(id: PeerId): Promise<() => Promise<void>> {
    const removed = this.#all.value.get(id) ?? null;
    if (removed?.blocked) {
      const { name } = removed;
      await this.#change(id, () => ({
        ...this.#newContact(id),
        name,
        blocked: true,
        known: false,
      }));
    } else await this.#forget(id);
    return () => this.#change(id, (contact) => (contact?.known ? contact : removed));
  }

  async #forget(id: PeerId): Promise<void> {
    this.#all.update((all) => new Map([...all].filter(([other]) => other !== id)));
    await this.#shelf.remove(id);
  }

  /** `change` gives null to leave things as they are; it runs on the memory and on the disk. */
  async #change(id: PeerId, change: (contact: Contact | null) => Contact | null): Promise<void> {
    const before = this.#all.value.get(id) ?? null;
    const after = change(before);
    if (after === null || after === before) return;
    this.#all.update((all) => new Map(all).set(id, after));
    await this.#shelf.update(id, (record) => change(parseContact(record, id) ?? before));
  }

  #newContact(id: PeerId): Contact {
    const addedAt = this.#clock.now();
    const name = formatPeerId(id);
    const [favourite, blocked, known] = [false, false, true];
    const [picture, keys] = [null, null];
    return {
      id,
      home: null,
      name,
      favourite,
      blocked,
      takesUpTo: 0,
      known,
      addedAt,
      picture,
      keys,
    };
  }
}

/** How somebody who calls is to be treated. */
export function standingOf(contacts: ContactMap, id: PeerId): 'contact' | 'stranger' | 'blocked' {
  const contact = contacts.get(id);
  if (contact === undefined) return 'stranger';
  return contact.blocked ? 'blocked' : 'contact';
}

/** All who were kept as contacts, blocked or not; no strangers. */
export function knownOf(contacts: ContactMap): Contact[] {
  return [...contacts.values()].filter(({ known }) => known);
}

/**
 * The contacts a text finds by the beginnings of words of the name, or of the
 * ID however written: favourites first, blocked ones last, else by name.
 */
export function searchContacts(
  contacts: Iterable<Contact>,
  text: string,
  language: string,
): Contact[] {
  const search = readSearch(text);
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...contacts]
    .filter((contact) => isFound(contact, search))
    .sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name));
}

function rank(contact: Contact): number {
  if (contact.blocked) return 2;
  return contact.favourite ? 0 : 1;
}

function nameOr(name: string, id: PeerId): string {
  return cleanName(name) ?? formatPeerId(id);
}
