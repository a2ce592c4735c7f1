import type { PeerId } from '../identity/peer-id.ts';
import type { MessageId } from '../links/messages.ts';
import type { Change } from './conversation.ts';
import type { Message } from './message.ts';

/** Which messages of a conversation: the next ones before or after a time, or the newest. */
export type Where = { readonly before: number } | { readonly after: number } | 'newest';

/**
 * What is kept of all conversations. What comes back is `unknown`: the disk is an outsider like any
 * other and passes a parser first. Rejects with `Failure('storage')` where the browser refuses.
 */
export interface History {
  conversations(): Promise<readonly unknown[]>;
  /** What waits to be acknowledged, of all conversations, in the order of its numbers. */
  pending(): Promise<readonly unknown[]>;
  /** At most `count` messages, the oldest first. */
  messages(peer: PeerId, where: Where, count: number): Promise<readonly unknown[]>;
  /** At most `count` messages with files, those after that time, the oldest first. */
  files(peer: PeerId, after: number, count: number): Promise<readonly unknown[]>;
  /** That message of the conversation; undefined where it is not. */
  find(peer: PeerId, id: MessageId): Promise<unknown>;
  /**
   * Writes all of it or nothing; what the other side keeps waits no longer. Resolves with the
   * messages that were amended, as they are now.
   */
  write(changes: readonly Change[]): Promise<readonly Message[]>;
}
