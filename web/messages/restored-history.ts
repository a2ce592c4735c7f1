import type { Entry } from '../identity/backup-part.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { newStreamId } from '../links/messages.ts';
import { conversationsPart, messagesPart, pendingPart } from './backup-parts.ts';
import { newConversation, type Conversation } from './conversation.ts';
import type { History } from './history.ts';
import type { Message, Pending } from './message.ts';
import { met } from './order.ts';

/** What the records of a person say beyond their conversation, which was read at another moment. */
interface Found {
  readonly conversation: Conversation;
  readonly newest: Message | null;
  /** The highest number of what was told, the lowest of what waits. */
  readonly told: number;
  readonly waits: number;
}

/**
 * Writes conversations out of a backup. What this phone told after the backup the other side may have
 * heard, and takes no number twice: so a restored phone goes on in a new stream, at the number it had
 * come to. What waited when the backup was made waits again, as it may never have come. docs/protocol.md,
 * “Conversations”.
 */
export class RestoredHistory {
  readonly #history: () => Pick<History, 'write'>;
  readonly #found = new Map<PeerId, Found>();

  /** The history is asked for when there is something to write. */
  constructor(history: () => Pick<History, 'write'>) {
    this.#history = history;
  }

  /** Entries as the parts of a backup parse them, conversations first, each person’s messages in order. */
  async keep(part: string, entries: readonly Entry[]): Promise<void> {
    switch (part) {
      case conversationsPart:
        for (const [, value] of entries) this.#begin(value as Conversation);
        return;
      case messagesPart: {
        const messages = entries.map(([, value]) => value as Message);
        for (const message of messages) this.#meet(message);
        const changes = messages.map((message) => ({ ...this.#of(message), message }));
        await this.#history().write(changes);
        return;
      }
      case pendingPart: {
        const pending = entries.map(([, value]) => value as Pending);
        for (const each of pending) this.#await(each);
        const changes = pending.map((each) => ({ ...this.#of(each), pending: each }));
        await this.#history().write(changes);
        return;
      }
      default:
        throw new RangeError('No part of the conversations');
    }
  }

  /** All is read: now it is known how each conversation stands. */
  async finish(): Promise<void> {
    if (this.#found.size > 0) await this.#history().write([...this.#found.values()].map(settled));
  }

  #begin(before: Conversation): void {
    const conversation = { ...before, out: { ...before.out, stream: newStreamId() } };
    const told = before.out.next - 1;
    this.#found.set(before.peer, { conversation, newest: null, told, waits: Infinity });
  }

  #meet(message: Message): void {
    const found = this.#foundOf(message.peer);
    const told = message.mine ? Math.max(found.told, message.n) : found.told;
    const conversation = { ...found.conversation, times: met(found.conversation.times, message) };
    this.#found.set(message.peer, { ...found, conversation, told, newest: message });
  }

  #await({ peer, n }: Pending): void {
    const found = this.#foundOf(peer);
    const told = Math.max(found.told, n);
    this.#found.set(peer, { ...found, told, waits: Math.min(found.waits, n) });
  }

  #foundOf(peer: PeerId): Found {
    if (!this.#found.has(peer)) this.#begin(newConversation(peer));
    return this.#found.get(peer) as Found;
  }

  /** For what is written before all is read: nothing counts as acknowledged, or it would be taken away. */
  #of({ peer }: { readonly peer: PeerId }): { readonly conversation: Conversation } {
    const { conversation } = this.#foundOf(peer);
    return { conversation: { ...conversation, out: { ...conversation.out, got: 0 } } };
  }
}

function settled({ conversation, newest, told, waits }: Found) {
  const { out } = conversation;
  const got = Math.min(waits - 1, told);
  return {
    conversation: {
      ...conversation,
      last: newest,
      out: { ...out, next: told + 1, got, read: Math.min(out.read, got) },
    },
  };
}
