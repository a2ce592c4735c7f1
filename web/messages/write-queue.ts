import type { PeerId } from '../identity/peer-id.ts';
import { Failure } from '../lib/failure.ts';
import type { Store } from '../lib/store.ts';
import { newConversation, type Change, type Conversation } from './conversation.ts';
import type { History } from './history.ts';
import type { Message, Pending } from './message.ts';

/** So many steps are written at once. */
const mostAtOnce = 500;

export type Conversations = ReadonlyMap<PeerId, Conversation>;

/** One change of one conversation. */
interface Step {
  readonly peer: PeerId;
  /** The other side hears afterwards how far it is kept: once for all that is written at once. */
  readonly answers: boolean;
  reduce(conversation: Conversation): Change;
  done(): void;
  failed(error: unknown): void;
}

/** What was written at once. */
export interface Written {
  /** What is told by it. */
  readonly pending: readonly Pending[];
  /** Messages that are new or were changed. */
  readonly messages: readonly Message[];
  /** Who hears how far they are kept. */
  readonly answered: ReadonlySet<PeerId>;
}

export interface WriteQueueOptions {
  readonly history: Pick<History, 'write'>;
  /** All conversations: what is not written is not seen there. */
  readonly all: Store<Conversations>;
  /** Something is told from now on; called before it is seen. */
  told(pending: readonly Pending[]): void;
  written(what: Written): void;
}

/** Changes of conversations, written one after the other; those that wait meanwhile go in one transaction. */
export class WriteQueue {
  readonly #options: WriteQueueOptions;
  readonly #steps: Step[] = [];
  #writes = false;
  #closed = false;

  constructor(options: WriteQueueOptions) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Resolves when the change is written, and seen; rejects with `Failure` where it can't be. */
  step(peer: PeerId, reduce: Step['reduce'], answers = false): Promise<void> {
    if (this.#closed) return Promise.reject(new Failure('closed'));
    return new Promise((done, failed) => {
      this.#steps.push({ peer, reduce, answers, done, failed });
      if (!this.#writes) void this.#write();
    });
  }

  /** Another page has the conversations from now on; what this one knows of them grows old. */
  close(): void {
    this.#closed = true;
    for (const { failed } of this.#steps.splice(0)) failed(new Failure('closed'));
  }

  async #write(): Promise<void> {
    this.#writes = true;
    while (this.#steps.length > 0) await this.#writeSome(this.#steps.splice(0, mostAtOnce));
    this.#writes = false;
  }

  async #writeSome(steps: readonly Step[]): Promise<void> {
    const { history, all, told, written } = this.#options;
    const after = new Map(all.value);
    const changes = steps.map(({ peer, reduce }) => {
      const change = reduce(after.get(peer) ?? newConversation(peer));
      after.set(peer, change.conversation);
      return change;
    });
    let amended: readonly Message[];
    try {
      amended = await history.write(changes);
    } catch (error) {
      for (const { failed } of steps) failed(error);
      return;
    }
    const pending = changes.flatMap(({ pending }) => pending ?? []);
    told(pending);
    all.set(after);
    const answered = steps.filter(({ answers }) => answers).map(({ peer }) => peer);
    written({
      pending,
      messages: [...changes.flatMap(({ message }) => message ?? []), ...amended],
      answered: new Set(answered),
    });
    for (const { done } of steps) done();
  }
}
