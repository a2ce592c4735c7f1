import type { PeerId } from '../identity/peer-id.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { MessageId } from '../links/messages.ts';
import type { History } from './history.ts';
import { parseMessage, type Message } from './message.ts';

const perPage = 200;

type All = ReadonlyMap<MessageId, number>;

/** Files that somebody has offered and that are not settled, wherever they stand in the conversation. */
export class OpenOffers {
  readonly #peer: PeerId;
  readonly #history: Pick<History, 'files'>;
  readonly #all = new Store<All>(new Map());
  /** What came or was changed while what is on the disk was read; null when that is over. */
  #meanwhile: Message[] | null = [];

  constructor(peer: PeerId, history: Pick<History, 'files'>) {
    this.#peer = peer;
    this.#history = history;
  }

  /** Their sizes in bytes, by message, the oldest first; also of those that are on their way. */
  get all(): Readable<All> {
    return this.#all;
  }

  /** Reads those of before. */
  async load(): Promise<void> {
    const all = new Map<MessageId, number>();
    for (let after = -Infinity, isMore = true; isMore;) {
      const records = await this.#history.files(this.#peer, after, perPage);
      const page = records.map(parseMessage).filter((message) => message !== null);
      for (const message of page) note(all, message);
      const last = page.at(-1);
      isMore = last !== undefined && records.length === perPage;
      after = last?.at ?? after;
    }
    // They are newer, or changed what was read before.
    for (const message of this.#meanwhile ?? []) note(all, message);
    this.#meanwhile = null;
    this.#all.set(all);
  }

  /** Messages were written, came in or were changed. */
  take(messages: readonly Message[]): void {
    const ours = messages.filter(({ peer, mine }) => peer === this.#peer && !mine);
    if (this.#meanwhile !== null) return void this.#meanwhile.push(...ours);
    const isNew = (message: Message) => isOpen(message) !== this.#all.value.has(message.id);
    if (!ours.some(isNew)) return;
    const all = new Map(this.#all.value);
    for (const message of ours) note(all, message);
    this.#all.set(all);
  }
}

function isOpen({ mine, file }: Message): boolean {
  return !mine && file !== null && file.settled === null;
}

function note(all: Map<MessageId, number>, message: Message): void {
  if (isOpen(message)) all.set(message.id, message.file?.size ?? 0);
  else all.delete(message.id);
}
