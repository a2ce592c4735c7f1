import type { PeerId } from '../identity/peer-id.ts';
import type { Settings } from '../identity/settings.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import type { Readable } from '../lib/store.ts';
import { loadCarried, type Carried } from '../links/carried.ts';
import type { Links } from '../links/links.ts';
import { openFriends } from '../links/open-friends.ts';
import { openPorter } from '../links/open-porter.ts';
import { standingOf, type Contacts } from './contacts.ts';
import { Introductions } from './introductions.ts';
import { Pictures } from './pictures.ts';

interface CompanyOptions {
  readonly links: Links;
  readonly contacts: Contacts;
  readonly settings: Readable<Pick<Settings, 'picture' | 'carries'>>;
  readonly clock: Clock;
  readonly report: Report;
  readonly shelves: {
    readonly carried: Shelf;
    readonly introductions: Shelf;
    readonly parcels: Shelf;
  };
}

/** What contacts do for each other over links, besides calls: pictures, carrying, keeping, introductions. */
export interface Company {
  readonly introductions: Introductions;
  readonly carried: Readable<Carried>;
  close(): void;
}

export async function openCompany(options: CompanyOptions): Promise<Company> {
  const { links, contacts, settings, clock, report, shelves } = options;
  const pictures = new Pictures(links, contacts, settings, clock);
  const count = await loadCarried(shelves.carried, report);
  const carrying = {
    clock,
    isWilling: () => settings.value.carries,
    isContact: (peer: PeerId) => standingOf(contacts.all.value, peer) === 'contact',
    passed(bytes: number) {
      const before = count.value.value;
      void count.set({ letters: before.letters + 1, bytes: before.bytes + bytes });
    },
  };
  const friends = openFriends(links, carrying);
  const porter = openPorter({
    ...{ ...carrying, links, report },
    async load() {
      const [{ Depot }, { Porter }] = await Promise.all([
        import('../links/depot.ts'),
        import('../links/porter.ts'),
      ]);
      const depot = await Depot.load({ shelf: shelves.parcels, clock, report });
      return new Porter({ ...carrying, links, depot });
    },
  });
  const stopReview = contacts.all.subscribe(() => porter.review());
  const introductions = await Introductions.load({
    links,
    contacts,
    shelf: shelves.introductions,
    clock,
    report,
    taken: (person, by) => friends.remember(person, by),
  });
  return {
    introductions,
    carried: count.value,
    close() {
      pictures.close();
      stopReview();
      porter.close();
    },
  };
}
