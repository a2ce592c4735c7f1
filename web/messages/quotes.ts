import type { PeerId } from '../identity/peer-id.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { MessageId } from '../links/messages.ts';
import type { History } from './history.ts';
import { parseMessage, type Message } from './message.ts';

type All = ReadonlyMap<MessageId, Message>;

/** Messages to which others of their conversation answer, wherever they stand. */
export class Quotes {
  readonly #peer: PeerId;
  readonly #history: Pick<History, 'find'>;
  readonly #all = new Store<All>(new Map());
  readonly #asked = new Set<MessageId>();

  constructor(peer: PeerId, history: Pick<History, 'find'>) {
    this.#peer = peer;
    this.#history = history;
  }

  /** As they are now, by their IDs. */
  get all(): Readable<All> {
    return this.#all;
  }

  /** Reads those to which these answer and that are not among them; each is read once, or the next time. */
  async load(messages: readonly Message[]): Promise<void> {
    const known = new Set([...this.#asked, ...messages.map(({ id }) => id)]);
    const replies = new Set(messages.flatMap(({ reply }) => reply ?? []));
    const wanted = [...replies].filter((id) => !known.has(id));
    for (const id of wanted) this.#asked.add(id);
    const read = await Promise.allSettled(wanted.map((id) => this.#history.find(this.#peer, id)));
    for (const [at, id] of wanted.entries())
      if (read[at]?.status === 'rejected') this.#asked.delete(id);
    const found = read
      .map((each) => (each.status === 'fulfilled' ? parseMessage(each.value) : null))
      .filter((message) => message !== null);
    // What was told of them meanwhile is newer.
    this.take(found.filter(({ id }) => !this.#all.value.has(id)));
  }

  /** Messages were written, came in or were changed. */
  take(messages: readonly Message[]): void {
    const ours = messages.filter(({ peer, id }) => peer === this.#peer && this.#asked.has(id));
    if (ours.length === 0) return;
    this.#all.update((all) => new Map([...all, ...ours.map((one) => [one.id, one] as const)]));
  }
}
