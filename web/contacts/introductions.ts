import { peerIdOf, type PeerId } from '../identity/peer-id.ts';
import { fromBase64Url, toBase64Url } from '../lib/base64.ts';
import type { Clock } from '../lib/clock.ts';
import { loadRecords } from '../lib/load-records.ts';
import type { Report } from '../lib/report.ts';
import type { Shelf } from '../lib/shelf.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { AsideEvents } from '../links/links.ts';
import type { IntroductionMessage } from '../links/messages.ts';
import { standingOf, type Contacts } from './contacts.ts';
import {
  parseIntroduction,
  type Introduced,
  type Introduction,
  type IntroductionsDesk,
} from './introduction.ts';

/** Who got an introduction says so within this time, in ms. */
const answersWithin = 10_000;
/** More than that wait for nobody's word: a flood. */
const mostWaiting = 50;

type All = ReadonlyMap<PeerId, Introduction>;

/** The links, as introductions use them. */
export interface IntroductionLinks {
  listenAside(events: AsideEvents): void;
  send(to: PeerId, message: IntroductionMessage): boolean;
}

interface IntroductionsOptions {
  readonly links: IntroductionLinks;
  readonly contacts: Contacts;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly report: Report;
  /** Somebody who was introduced was taken in: the friend is likely to reach them. */
  taken(person: PeerId, by: PeerId): void;
}

/** Contacts who bring contacts together. docs/protocol.md, “Introductions”. */
export class Introductions implements IntroductionsDesk {
  readonly #options: IntroductionsOptions;
  readonly #all: Store<All>;
  readonly #answers = new Map<string, () => void>();
  /** Who is being taken in. */
  readonly #taking = new Set<PeerId>();

  private constructor(options: IntroductionsOptions, all: All) {
    this.#options = options;
    this.#all = new Store(all);
    options.links.listenAside({
      message: (from, message) => {
        if (message.type === 'introduction') void this.#hear(from, message);
        else if (message.type === 'introduced') this.#answers.get(`${from} ${message.person}`)?.();
      },
    });
  }

  static async load(options: IntroductionsOptions): Promise<Introductions> {
    const records = await loadRecords(options.shelf, parseIntroduction, options.report);
    const all = [...records.values()].map((each) => [each.person, each] as const);
    const introductions = new Introductions(options, new Map(all));
    options.contacts.all.subscribe(() => introductions.#review());
    introductions.#review();
    return introductions;
  }

  /** Who waits for the owner's word, by peer ID. */
  get all(): Readable<All> {
    return this.#all;
  }

  async introduce(one: PeerId, other: PeerId): Promise<Introduced> {
    const told = await Promise.all([this.#tell(one, other), this.#tell(other, one)]);
    const count = told.filter(Boolean).length;
    return count === 2 ? 'both' : count === 1 ? 'one' : 'nobody';
  }

  async take(person: PeerId): Promise<void> {
    const introduction = this.#all.value.get(person);
    if (!introduction) return;
    const { contacts, taken } = this.#options;
    const { name, keys, by } = introduction;
    this.#taking.add(person);
    try {
      await contacts.add(person, name);
      if (keys) await contacts.keepKeys(person, keys);
      taken(person, by);
      await this.#forget(person);
    } finally {
      this.#taking.delete(person);
    }
  }

  async dismiss(person: PeerId): Promise<() => Promise<void>> {
    const introduction = this.#all.value.get(person);
    await this.#forget(person);
    return () => (introduction ? this.#keep(introduction) : Promise.resolve());
  }

  #tell(to: PeerId, person: PeerId): Promise<boolean> {
    const { links, contacts, clock } = this.#options;
    const contact = contacts.all.value.get(person);
    if (!contact) return Promise.resolve(false);
    const { name, keys } = contact;
    const answerKey = `${to} ${person}`;
    const answered = new Promise<boolean>((resolve) => {
      const stop = clock.after(answersWithin, () => resolve(false));
      this.#answers.set(answerKey, () => {
        stop();
        resolve(true);
      });
    }).finally(() => this.#answers.delete(answerKey));
    links.send(to, { type: 'introduction', person, name, keys: keys && toBase64Url(keys) });
    return answered;
  }

  async #hear(from: PeerId, message: Extract<IntroductionMessage, { type: 'introduction' }>) {
    const { contacts, clock, links } = this.#options;
    const { person, name } = message;
    if (standingOf(contacts.all.value, from) !== 'contact' || name === null) return;
    const keys = await ownKeys(person, message.keys);
    // Whom one has already, or has blocked, nobody has to introduce.
    if (!contacts.all.value.has(person) && this.#all.value.size < mostWaiting) {
      await this.#keep({ person, name, keys, by: from, at: clock.now() });
    }
    links.send(from, { type: 'introduced', person });
  }

  async #keep(introduction: Introduction): Promise<void> {
    const { person } = introduction;
    this.#all.update((all) => new Map(all).set(person, introduction));
    await this.#options.shelf.update(person, () => introduction);
  }

  /** Whom one has already, or has blocked, nobody has to introduce. */
  #review(): void {
    const { contacts, report } = this.#options;
    for (const [person, introduction] of this.#all.value) {
      if (!contacts.all.value.has(person) || this.#taking.has(person)) continue;
      this.#settle(introduction).catch((error: unknown) =>
        report('an introduction was not taken away', error),
      );
    }
  }

  /** Somebody was added or blocked otherwise, and stays as they are. */
  async #settle({ person, keys, by }: Introduction): Promise<void> {
    const { contacts, taken } = this.#options;
    await this.#forget(person);
    if (standingOf(contacts.all.value, person) !== 'contact') return;
    if (keys) await contacts.keepKeys(person, keys);
    taken(person, by);
  }

  async #forget(person: PeerId): Promise<void> {
    this.#all.update((all) => new Map([...all].filter(([other]) => other !== person)));
    await this.#options.shelf.remove(person);
  }
}

/** Keys that make this ID; null for all others. */
async function ownKeys(
  person: PeerId,
  text: string | null,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const keys = text === null ? null : fromBase64Url(text);
  return keys?.length === 64 && (await peerIdOf(keys)) === person ? keys : null;
}
