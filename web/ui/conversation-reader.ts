import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PeerId } from '../identity/peer-id.ts';
import { afterFrame } from '../lib/after-frame.ts';
import { Scope } from '../lib/scope.ts';
import type { MessageId } from '../links/messages.ts';
import type { Chats, OpenConversation } from '../messages/chats.ts';
import type { Message } from '../messages/message.ts';
import type { Passage } from '../messages/reading.ts';
import { ToastEvent } from './events.ts';
import { messageWords } from './message-words.ts';
import { ReadingPlace } from './reading-place.ts';
import type { Services } from './services.ts';

interface ConversationReaderOptions {
  services(): Services;
  peer(): PeerId;
  /** The place of the message that is to be shown; null shows what is new. */
  at(): number | null;
  /** What scrolls: in it each message has its place in `data-at`, the one to be shown the class `sought`. */
  box(): HTMLElement | null;
  /** It is open. */
  opened(chats: Chats): void;
  /** Other messages stand there, or some were changed. */
  moved(passage: Passage | null): void;
}

/**
 * Reads a conversation from `open` to `close`: a passage of it that moves with its reader, and what is
 * known beside that.
 */
export class ConversationReader implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #options: ConversationReaderOptions;
  readonly #place: ReadingPlace;
  /** Closed while nothing is read. */
  #scope = new Scope();
  #conversation: OpenConversation | null = null;
  #isWriting = false;
  #isLost = false;
  /** So many reads of what was there before are under way. */
  #fills = 0;
  #newFrom: number | null = null;
  /** The message that is to be shown was not shown yet. */
  #isSought = false;

  constructor(host: ReactiveControllerHost & Element, options: ConversationReaderOptions) {
    this.#host = host;
    this.#options = options;
    // It comes first: the focus goes to a message that is in its place.
    this.#place = new ReadingPlace(host, options.box);
    this.#scope.close();
    host.addController(this);
  }

  /** Null until its first page is there. */
  get passage(): Passage | null {
    return this.#conversation?.reading.passage.value ?? null;
  }

  /** Files that are offered and not settled: their sizes in bytes. */
  get offers(): ReadonlyMap<MessageId, number> {
    return this.#conversation?.offers.all.value ?? new Map();
  }

  /** The other side is writing. */
  get isWriting(): boolean {
    return this.#isWriting;
  }

  /** Nothing of it could be read. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** What was there before comes: nobody has to hear all of it. */
  get isFilling(): boolean {
    return this.#fills > 0 || this.passage === null;
  }

  /** Where what nobody had read began when it was opened, or came out of sight. */
  get newFrom(): number | null {
    return this.#newFrom;
  }

  /** One reads where the newest message is, and stays there when one comes. */
  get isAtEnd(): boolean {
    return this.#place.isAtEnd && !this.passage?.hasNewer;
  }

  /** Whether the beginning of the message of that place is in sight. */
  shows(at: number): boolean {
    return this.#place.shows(at);
  }

  /** That to which a message answers, as far as it is known. */
  repliedBy({ reply }: Message): Message | null {
    if (reply === null) return null;
    const here = this.passage?.messages.find(({ id }) => id === reply);
    return here ?? this.#conversation?.quotes.all.value.get(reply) ?? null;
  }

  hostUpdated(): void {
    const sought = this.#isSought
      ? this.#options.box()?.querySelector<HTMLElement>('.sought')
      : null;
    if (!sought) return;
    // Who can't see it hears it.
    this.#isSought = false;
    sought.focus({ preventScroll: true });
  }

  hostDisconnected(): void {
    this.close();
  }

  open(): void {
    this.close();
    const scope = new Scope();
    this.#scope = scope;
    const { chats } = this.#options.services();
    void chats.open().then(() => this.#show(() => (this.#isLost = chats.value === null)));
    chats.use((loaded) => {
      if (!scope.closed && this.#host.isConnected) this.#begin(loaded);
    });
  }

  close(): void {
    this.#scope.close();
    this.#conversation = null;
    this.#isSought = false;
    this.#newFrom = null;
    this.#place.toEnd();
  }

  /** Brings the message that is asked for into sight, and makes it stand out. */
  seek(at: number): void {
    this.#isSought = true;
    this.#bring(at);
  }

  /** Brings the first message that nobody has read into sight. */
  showNew(first: number): void {
    this.#newFrom = first;
    this.#bring(first);
  }

  /** Nothing is new any more. */
  dropNew(): void {
    this.#show(() => (this.#newFrom = null));
  }

  /** Brings the newest message into sight. */
  readonly toEnd = (): void => {
    this.#place.toEnd();
    if (this.passage?.hasNewer) void this.#fill(this.#conversation?.reading.toEnd());
    this.#host.requestUpdate();
  };

  /** For what scrolls: more is read before one gets to it. */
  readonly scrolled = (): void => {
    const { nearStart, nearEnd } = this.#place.scrolled();
    const reading = this.#conversation?.reading;
    if (nearStart && this.passage?.hasOlder) void this.#fill(reading?.older());
    if (nearEnd && this.passage?.hasNewer) void this.#fill(reading?.newer());
  };

  #begin(chats: Chats): void {
    const peer = this.#options.peer();
    const { conversations } = this.#options.services();
    this.#conversation = chats.read(peer);
    this.#watch(chats, peer, this.#conversation);
    const { reading, offers } = this.#conversation;
    const at = this.#options.at();
    const first = conversations.value.get(peer)?.firstUnread ?? null;
    if (at !== null) this.seek(at);
    else if (first === null) void this.#fill(reading.toEnd());
    else this.showNew(first);
    void this.#fill(offers.load());
    this.#options.opened(chats);
  }

  #watch({ writers }: Chats, peer: PeerId, conversation: OpenConversation): void {
    const { reading, offers, quotes } = conversation;
    const draw = () => this.#host.requestUpdate();
    const wrote = (all: Pick<ReadonlySet<PeerId>, 'has'>) => {
      if (all.has(peer) !== this.#isWriting) this.#show(() => (this.#isWriting = all.has(peer)));
    };
    wrote(writers.value);
    const moved = (passage: Passage | null) => {
      this.#options.moved(passage);
      void quotes.load(passage?.messages ?? []);
      draw();
    };
    this.#scope.add(() => conversation.stop());
    this.#scope.add(reading.passage.subscribe(moved));
    this.#scope.add(quotes.all.subscribe(draw));
    this.#scope.add(offers.all.subscribe(draw));
    this.#scope.add(writers.subscribe(wrote));
  }

  /** Brings a message into sight. */
  #bring(at: number): void {
    this.#place.show(at);
    if (this.passage?.messages.some((message) => message.at === at)) return;
    void this.#fill(this.#conversation?.reading.around(at));
  }

  /** Reads some of what was written before. */
  async #fill(read: Promise<void> | undefined): Promise<void> {
    if (read === undefined) return;
    this.#show(() => this.#fills++);
    try {
      await read;
    } catch {
      this.#host.dispatchEvent(new ToastEvent(messageWords.notRead));
    }
    // A reader looks at it once it was drawn.
    afterFrame(() => this.#show(() => this.#fills--));
  }

  #show(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }
}
