import type { PeerId } from '../../../web/identity/peer-id.ts';
import { fromBase64Url, toBase64Url } from '../../../web/lib/base64.ts';
import { utf8 } from '../../../web/lib/bytes.ts';
import { Depot } from '../../../web/links/depot.ts';
import type { AsideEvents } from '../../../web/links/links.ts';
import { parseLinkData, type AsideMessage } from '../../../web/links/messages.ts';
import type { BadParcel, Packing, ParcelContent } from '../../../web/links/parcel.ts';
import { parcelLength } from '../../../web/links/parcel-message.ts';
import { openPorter, type Keeping } from '../../../web/links/open-porter.ts';
import { Porter, type ParcelLinks, type PorterLinks } from '../../../web/links/porter.ts';
import { ByFriends } from '../../../web/messages/by-friends.ts';
import type { ChatLinks } from '../../../web/messages/chat-links.ts';
import { Chats } from '../../../web/messages/chats.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { MemoryHistory } from '../../fakes/memory-history.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

export type Name = 'ana' | 'ben' | 'cem';
export const names = ['ana', 'ben', 'cem'] as const;
export const ids: Readonly<Record<Name, PeerId>> = { ana, ben, cem };
export const nameOf = (id: PeerId) => names.find((name) => ids[name] === id) ?? 'cem';

/** Neither signed nor sealed, but as long as parcels are. */
export class PlainPacking implements Pick<Packing, 'pack' | 'unpack'> {
  constructor(
    readonly own: PeerId,
    readonly isOld: () => boolean = () => false,
  ) {}

  pack(to: PeerId, content: ParcelContent): Promise<string> {
    const text = toBase64Url(utf8(JSON.stringify({ from: this.own, to, content })));
    return Promise.resolve(
      `${String(text.length).padStart(5, '0')}${text}`.padEnd(parcelLength, '-'),
    );
  }

  unpack(from: PeerId, sealed: string): Promise<ParcelContent | BadParcel> {
    const bytes =
      fromBase64Url(sealed.slice(5, 5 + Number(sealed.slice(0, 5)))) ?? new Uint8Array();
    const { content, ...who } = JSON.parse(new TextDecoder().decode(bytes)) as {
      from: PeerId;
      to: PeerId;
      content: ParcelContent;
    };
    if (who.from !== from || who.to !== this.own) return Promise.resolve('forged');
    return Promise.resolve(this.isOld() ? 'unknown' : content);
  }
}

/** What of a phone outlives its page. */
class Home {
  readonly history = new MemoryHistory();
  readonly parcels = new MemoryShelf();
  readonly errands = new MemoryShelf();
  /** Whom it has as a contact. */
  readonly contacts = new Set<PeerId>([ana, ben, cem]);
  leaves = true;
  carries = true;
  /** Can't read what others pack. */
  isOld = false;
}

/** One page of a phone. */
export interface Page {
  readonly chats: Chats;
  readonly byFriends: ByFriends;
  readonly porter: Keeping;
  readonly events: AsideEvents[];
}

/** Three phones, and lines between them that the test makes and cuts, and on which it lets pass what it wants. */
export class ThreePhones {
  readonly clock = new FakeClock();
  readonly homes = { ana: new Home(), ben: new Home(), cem: new Home() };
  readonly forged: PeerId[] = [];
  /** Lines lose nothing but what is under way when they are cut. */
  isTrue = false;
  readonly #pages = new Map<Name, Page>();
  readonly #linked = new Set<string>();
  readonly #underWay = new Map<string, AsideMessage[]>();

  /** `parcelLinks` take the place of the lines for parcels. */
  async start(name: Name, parcelLinks: ParcelLinks | null = null): Promise<Page> {
    const { history, parcels, errands, contacts } = this.homes[name];
    const own = ids[name];
    const events: AsideEvents[] = [];
    const isHere = () => this.#pages.get(name)?.events === events || !this.#pages.has(name);
    const isLinked = (to: PeerId) => isHere() && this.#linked.has(pair(name, nameOf(to)));
    const links: ChatLinks & ParcelLinks & PorterLinks = {
      listenAside: (listener) => events.push(listener),
      linked: () => Object.values(ids).filter((to) => to !== own && isLinked(to)),
      sendAside: (to: PeerId, message: AsideMessage) => {
        if (isLinked(to)) this.underWay(name, nameOf(to)).push(structuredClone(message));
        return isLinked(to);
      },
      want() {},
      renewUnused: (peer) => {
        this.cut(name, nameOf(peer));
        return true;
      },
    };
    const isContact = (peer: PeerId) => contacts.has(peer) || parcelLinks !== null;
    const { clock } = this;
    const report = () => {};
    const options = { ownId: own, links, clock, report, isContact };
    this.#pages.delete(name);
    const chats = await Chats.load({ ...options, history, tells: () => true });
    const isWilling = () => this.homes[name].carries;
    const porter = openPorter({
      ...options,
      async load() {
        const depot = await Depot.load({ shelf: parcels, clock, report });
        return new Porter({ links, depot, clock, isContact, isWilling, passed() {} });
      },
    });
    const packing = new PlainPacking(own, () => this.homes[name].isOld);
    const byFriends = await ByFriends.load({
      ...{ ...options, talk: chats, packing, shelf: errands },
      links: parcelLinks ?? links,
      leaves: () => this.homes[name].leaves,
      forged: (from) => this.forged.push(from),
    });
    const page = { chats, byFriends, porter, events };
    this.#pages.set(name, page);
    return page;
  }

  async startAll(): Promise<void> {
    for (const name of names) await this.start(name);
  }

  page(name: Name): Page {
    return this.#pages.get(name)!;
  }

  /** The page is gone, and another one is there. */
  async crash(name: Name): Promise<void> {
    for (const other of names) this.cut(name, other);
    const { chats, byFriends, porter } = this.page(name);
    for (const each of [chats, byFriends, porter]) each.close();
    await this.start(name);
    await settle();
  }

  async link(one: Name, other: Name): Promise<void> {
    if (one === other || this.#linked.has(pair(one, other))) return;
    this.#linked.add(pair(one, other));
    for (const [here, there] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const { hello } of this.page(here).events) hello?.(ids[there]);
    }
    await settle();
  }

  /** These two, and nobody else. */
  async meet(one: Name, other: Name): Promise<void> {
    for (const a of names) for (const b of names) this.cut(a, b);
    await this.link(one, other);
  }

  /** What is under way may come late, unless `isTrue`: then it is lost, as by a link that breaks. */
  cut(one: Name, other: Name): void {
    if (this.isTrue)
      for (const line of [this.underWay(one, other), this.underWay(other, one)]) line.length = 0;
    this.#linked.delete(pair(one, other));
  }

  /** What somebody has said to somebody and was not heard yet. */
  underWay(from: Name, to: Name): AsideMessage[] {
    const key = `${from} ${to}`;
    const line = this.#underWay.get(key) ?? [];
    this.#underWay.set(key, line);
    return line;
  }

  /** Somebody hears this from somebody, as it comes out of the wire. */
  say(from: Name, to: Name, message: unknown): void {
    const parsed = parseLinkData(JSON.stringify(message));
    if (parsed === null || parsed.type === 'hello' || parsed.type === 'beat') return;
    if (parsed.type === 'letter' || 'call' in parsed) return;
    for (const each of this.page(to).events) each.message(ids[from], parsed);
  }

  /** Lets all pass until nobody says anything more. */
  async quiet(): Promise<void> {
    for (let isBusy = true; isBusy;) {
      isBusy = false;
      for (const from of names) {
        for (const to of names) {
          const line = this.underWay(from, to);
          for (let next = line.shift(); next; next = line.shift()) {
            this.say(from, to, next);
            await settle();
            isBusy = true;
          }
        }
      }
    }
  }

  async pass(ms: number): Promise<void> {
    this.clock.pass(ms);
    await settle();
  }

  /** What somebody has written to somebody, as the other one has it. */
  heard(by: Name, from: Name): (string | null)[] {
    return this.homes[by].history
      .of(ids[from])
      .filter(({ mine }) => !mine)
      .map(({ text }) => text);
  }

  /** How many messages of somebody to somebody are not acknowledged. */
  waiting(from: Name, to: Name): number {
    return this.page(from).chats.waitingFor(ids[to]).length;
  }
}

function pair(one: Name, other: Name): string {
  return [one, other].sort().join(' ');
}

export async function settle(): Promise<void> {
  for (let i = 0; i < 60; i++) await Promise.resolve();
}
