import type { LitElement } from 'lit';
import type { PeerId } from '../identity/peer-id.ts';
import { progress, type Progress } from '../messages/conversation.ts';
import { friendsWith } from '../messages/errand.ts';
import type { Message } from '../messages/message.ts';
import type { Services } from './services.ts';
import { StoreController } from './store-controller.ts';

interface ConversationProgressOptions {
  services(): Services;
  peer(): PeerId;
}

/** How far has come what one writes in a conversation, and changes there. */
export class ConversationProgress {
  readonly #options: ConversationProgressOptions;
  readonly #conversations: StoreController<Services['conversations']['value']>;
  readonly #errands: StoreController<Services['errands']['value']>;
  readonly #sent: StoreController<Services['sentMessages']['value']>;

  constructor(host: LitElement, options: ConversationProgressOptions) {
    const { services } = options;
    this.#options = options;
    this.#conversations = new StoreController(host, () => services().conversations);
    this.#errands = new StoreController(host, () => services().errands);
    this.#sent = new StoreController(host, () => services().sentMessages);
  }

  /** That of the last edit or deletion, as long as it waits; null if the message is not one's own. */
  of(message: Message): Progress | null {
    return message.mine ? this.#progressOf(this.#lastTold(message)) : null;
  }

  /** With how many friends that waits. */
  friendsWith(message: Message): number {
    const errand = this.#errands.value.get(this.#options.peer()) ?? null;
    return friendsWith(errand, this.#lastTold(message));
  }

  /** The message itself has not left yet, whatever became of it since. */
  waits({ mine, n }: Message): boolean {
    return mine && this.#progressOf(n) === 'waiting';
  }

  #lastTold({ id, n }: Message): number {
    const { services, peer } = this.#options;
    return services().chats.value?.amendmentOf(peer(), id) ?? n;
  }

  #progressOf(n: number): Progress | null {
    const peer = this.#options.peer();
    const conversation = this.#conversations.value.get(peer);
    return conversation ? progress(conversation, n, this.#sent.value.get(peer) ?? 0) : null;
  }
}
