import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PeerId } from '../identity/peer-id.ts';
import type { Passage } from '../messages/reading.ts';
import type { ConversationReader } from './conversation-reader.ts';
import type { Services } from './services.ts';
import { InView } from './in-view.ts';

interface UnreadWatchOptions {
  services(): Services;
  peer(): PeerId;
  /** Something lies over it, which no observer sees. */
  covered(): boolean;
}

/**
 * Notes that what came was read once somebody looks at the end of the conversation, and first brings
 * into sight what they would overlook there.
 */
export class UnreadWatch implements ReactiveController {
  readonly #reader: ConversationReader;
  readonly #options: UnreadWatchOptions;
  /** Nobody has read what is behind another page. */
  #inSight = false;
  /** Nobody has looked since. */
  #wasAway = false;
  /** It is being noted that somebody has looked. */
  #notes = false;

  constructor(
    host: ReactiveControllerHost & Element,
    reader: ConversationReader,
    options: UnreadWatchOptions,
  ) {
    this.#reader = reader;
    this.#options = options;
    new InView(host, (inSight) => {
      this.#inSight = inSight;
      if (!inSight) this.#wasAway = true;
      this.#look();
    });
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#options.covered()) this.#wasAway = true;
    this.#look();
  }

  #look(): void {
    const { passage, isAtEnd } = this.#reader;
    if (!this.#inSight || this.#options.covered()) return;
    if (passage === null || !isAtEnd) return;
    const { conversations } = this.#options.services();
    const first = conversations.value.get(this.#options.peer())?.firstUnread ?? null;
    if (first !== null && this.#isOverlooked(first, passage)) return this.#reader.showNew(first);
    this.#wasAway = false;
    void this.#note();
  }

  /** Once at a time; what came meanwhile is looked at after it. */
  async #note(): Promise<void> {
    const chats = this.#options.services().chats.value;
    if (this.#notes || !chats) return;
    const peer = this.#options.peer();
    this.#notes = true;
    // Where the disk refuses it, it stays unread.
    const hadNews = await chats.look(peer).catch(() => false);
    this.#notes = false;
    if (hadNews || peer !== this.#options.peer()) this.#look();
  }

  /** At the end one does not see what came while one was away, or before what one wrote oneself. */
  #isOverlooked(first: number, { messages }: Passage): boolean {
    if (first === this.#reader.newFrom || this.#reader.shows(first)) return false;
    return this.#wasAway || messages.some(({ mine, at }) => mine && at > first);
  }
}
