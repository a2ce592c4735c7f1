import type { PeerId } from '../../web/identity/peer-id.ts';
import { Failure } from '../../web/lib/failure.ts';
import type { MessageId } from '../../web/links/messages.ts';
import type { Change, Conversation } from '../../web/messages/conversation.ts';
import type { History, Where } from '../../web/messages/history.ts';
import type { Message, Pending } from '../../web/messages/message.ts';

/** A history without a disk; records are copied in and out as IndexedDB does. */
export class MemoryHistory implements History {
  readonly #conversations = new Map<PeerId, Conversation>();
  #messages: Message[] = [];
  #pending: Pending[] = [];
  /** Nothing is written any more. */
  isFull = false;

  conversations(): Promise<readonly unknown[]> {
    return Promise.resolve(structuredClone([...this.#conversations.values()]));
  }

  pending(): Promise<readonly unknown[]> {
    return Promise.resolve(structuredClone(this.#pending));
  }

  messages(peer: PeerId, where: Where, count: number): Promise<readonly unknown[]> {
    const all = this.of(peer);
    if (where === 'newest') return Promise.resolve(structuredClone(all.slice(-count)));
    const found =
      'before' in where
        ? all.filter(({ at }) => at < where.before).slice(-count)
        : all.filter(({ at }) => at > where.after).slice(0, count);
    return Promise.resolve(structuredClone(found));
  }

  files(peer: PeerId, after: number, count: number): Promise<readonly unknown[]> {
    const found = this.of(peer).filter(({ file, at }) => file !== null && at > after);
    return Promise.resolve(structuredClone(found.slice(0, count)));
  }

  /** All messages with somebody, the oldest first. */
  of(peer: PeerId): Message[] {
    return this.#messages.filter((one) => one.peer === peer).sort((a, b) => a.at - b.at);
  }

  find(peer: PeerId, id: MessageId): Promise<unknown> {
    return Promise.resolve(this.of(peer).find((one) => one.id === id));
  }

  async write(changes: readonly Change[]): Promise<readonly Message[]> {
    await Promise.resolve();
    if (this.isFull) throw new Failure('storage');
    const changed: Message[] = [];
    for (const { amend, ...rest } of changes) {
      const { conversation, message, pending } = structuredClone(rest);
      const { peer, out } = conversation;
      this.#conversations.set(peer, conversation);
      if (message) {
        const isSame = (one: Message) => one.peer === peer && one.at === message.at;
        this.#messages = [...this.#messages.filter((one) => !isSame(one)), message];
      }
      if (pending) this.#pending.push(pending);
      this.#pending = this.#pending.filter((one) => one.peer !== peer || one.n > out.got);
      const before = this.#messages.find((one) => one.peer === peer && one.id === amend?.of);
      const after = amend?.change(structuredClone(before)) ?? null;
      if (!before || !after) continue;
      this.#messages[this.#messages.indexOf(before)] = after;
      changed.push(after);
    }
    return changed;
  }
}
