import type { PeerId } from '../identity/peer-id.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { History, Where } from './history.ts';
import { parseMessage, type Message } from './message.ts';

const perPage = 50;
/** More are not held: what is far from where one reads is read from the disk again. */
const mostHeld = 200;

/** The part of a conversation that is held to be shown. */
export interface Passage {
  /** The oldest first. */
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** A conversation that somebody reads: a passage of it, which moves with the reader. */
export class Reading {
  readonly #peer: PeerId;
  readonly #history: History;
  readonly #passage = new Store<Passage | null>(null);
  #moves: Promise<void> = Promise.resolve();
  /** How many moves have not ended. */
  #moving = 0;
  /** Such a move that has not ended. */
  #older: Promise<void> | null = null;
  #newer: Promise<void> | null = null;

  constructor(peer: PeerId, history: History) {
    this.#peer = peer;
    this.#history = history;
  }

  /** Null until the first page is there. */
  get passage(): Readable<Passage | null> {
    return this.#passage;
  }

  /** To the newest messages, wherever one reads. */
  toEnd(): Promise<void> {
    return this.#move(async () => {
      const { messages, isMore } = await this.#page('newest');
      return { messages, hasOlder: isMore, hasNewer: false };
    });
  }

  /** To the message that stands there, with what is before and after it. */
  around(at: number): Promise<void> {
    return this.#move(async () => {
      const older = await this.#page({ before: at });
      const newer = await this.#page({ after: older.messages.at(-1)?.at ?? -Infinity });
      const messages = [...older.messages, ...newer.messages];
      return { messages, hasOlder: older.isMore, hasNewer: newer.isMore };
    });
  }

  /** One page, however often that is asked for until it is there. */
  older(): Promise<void> {
    const move = async (now: Passage | null) => {
      const [first] = now?.messages ?? [];
      if (!now?.hasOlder || !first) return now;
      const page = await this.#page({ before: first.at });
      const all = [...page.messages, ...now.messages];
      const messages = all.slice(0, mostHeld);
      const hasNewer = now.hasNewer || messages.length < all.length;
      return { messages, hasOlder: page.isMore, hasNewer };
    };
    return (this.#older ??= this.#move(move).finally(() => (this.#older = null)));
  }

  /** One page, however often that is asked for until it is there. */
  newer(): Promise<void> {
    const move = async (now: Passage | null) => {
      const last = now?.messages.at(-1);
      if (!now?.hasNewer || !last) return now;
      const page = await this.#page({ after: last.at });
      const all = [...now.messages, ...page.messages];
      const messages = all.slice(-mostHeld);
      const hasOlder = now.hasOlder || messages.length < all.length;
      return { messages, hasOlder, hasNewer: page.isMore };
    };
    return (this.#newer ??= this.#move(move).finally(() => (this.#newer = null)));
  }

  /**
   * Messages were written, came in or were changed: they are put where they stand. Elsewhere they are
   * read from the disk when one gets there.
   */
  take(messages: readonly Message[]): void {
    const ours = messages.filter(({ peer }) => peer === this.#peer);
    if (ours.length === 0) return;
    const place = (now: Passage | null) => now && ours.reduce(placed, now);
    // At once, so that what else they change is drawn together with them.
    if (this.#moving === 0) this.#passage.set(place(this.#passage.value));
    else void this.#move(place);
  }

  /** One move after the other: each begins where the one before ended. */
  #move(next: (now: Passage | null) => Passage | null | Promise<Passage | null>): Promise<void> {
    this.#moving++;
    const moved = this.#moves.then(async () => this.#passage.set(await next(this.#passage.value)));
    this.#moves = moved.catch(() => undefined).then(() => void this.#moving--);
    return moved;
  }

  /** What is no message is left out; what is beyond it is not. */
  async #page(where: Where): Promise<{ messages: readonly Message[]; isMore: boolean }> {
    const records = await this.#history.messages(this.#peer, where, perPage);
    const messages = records.map(parseMessage).filter((message) => message !== null);
    return { messages, isMore: records.length === perPage && messages.length > 0 };
  }
}

/** The passage with that message where it stands, as far as it stands in it. */
function placed(now: Passage, message: Message): Passage {
  const next = now.messages.findIndex(({ at }) => at >= message.at);
  if (now.messages[next]?.at === message.at) {
    return { ...now, messages: now.messages.with(next, message) };
  }
  if (next === -1 ? now.hasNewer : next === 0 && now.hasOlder) return now;
  const place = next === -1 ? now.messages.length : next;
  const all = now.messages.toSpliced(place, 0, message);
  const messages = all.slice(-mostHeld);
  return { ...now, messages, hasOlder: now.hasOlder || messages.length < all.length };
}
