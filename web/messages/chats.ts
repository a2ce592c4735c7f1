import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { FileOffer } from '../links/file-offer.ts';
import type { Piece, Receipt } from '../links/parcel.ts';
import {
  newMessageId,
  type MessageId,
  type Settled,
  type TellMessage,
  type Told,
} from '../links/messages.ts';
import type { ChatLinks } from './chat-links.ts';
import {
  acknowledged,
  forget,
  hear,
  looked,
  parseConversation,
  tell,
  type Conversation,
  type Here,
} from './conversation.ts';
import type { History } from './history.ts';
import {
  parseMessage,
  parsePending,
  tidyText,
  type Message,
  type MessagePlace,
  type Pending,
} from './message.ts';
import { OpenOffers } from './open-offers.ts';
import { Outbox } from './outbox.ts';
import { pagesOf } from './pages.ts';
import { Quotes } from './quotes.ts';
import { Reading } from './reading.ts';
import { searchMessages, type SearchStep } from './search.ts';
import { Typing } from './typing.ts';
import { WriteQueue, type Conversations, type Written } from './write-queue.ts';

export interface ChatsOptions {
  readonly ownId: PeerId;
  readonly links: ChatLinks;
  readonly history: History;
  readonly clock: Clock;
  readonly report: Report;
  isContact(peer: PeerId): boolean;
  /** Whether others may know what was read, and that one is writing. */
  tells(): boolean;
}

/** A conversation that is read. */
export interface OpenConversation {
  readonly reading: Reading;
  readonly offers: OpenOffers;
  readonly quotes: Quotes;
  stop(): void;
}

/**
 * All conversations. Nothing is shown, sent or acknowledged before it is written; what was told waits
 * until the other side says that it keeps it. docs/protocol.md, “Conversations”.
 */
export class Chats {
  readonly #options: ChatsOptions;
  readonly #all: Store<Conversations>;
  readonly #queue: WriteQueue;
  readonly #outbox: Outbox;
  readonly #typing: Typing;
  /** Whose stream is another one than before, as that of a phone that was restored. */
  readonly #renewed = new Set<PeerId>();
  /** To whom another stream was begun by the link there is. */
  readonly #begunAnew = new Set<PeerId>();
  readonly #listeners = new Set<(messages: readonly Message[]) => void>();

  private constructor(
    options: ChatsOptions,
    conversations: Conversations,
    pending: readonly Pending[],
  ) {
    const { links, clock, history } = options;
    const isContact = (peer: PeerId) => options.isContact(peer);
    const all = new Store(conversations);
    this.#options = options;
    this.#all = all;
    this.#typing = new Typing(links, clock);
    this.#outbox = new Outbox({
      links,
      clock,
      isContact,
      outTo: (peer) => all.value.get(peer)?.out,
    });
    this.#outbox.add(pending);
    this.#queue = new WriteQueue({
      history,
      all,
      told: (pending) => this.#outbox.add(pending),
      written: (what) => this.#written(what),
    });
    links.listenAside({
      hello: (peer) => this.#linked(peer),
      resumed: (peer) => this.#resumed(peer),
      online: () => this.#outbox.dial(),
      message: (from, message) => {
        if (message.type === 'tell') void this.#hear(from, message);
        else if (message.type === 'got') void this.#got(from, message);
        else if (message.type === 'typing' && isContact(from)) this.#typing.hear(from);
      },
    });
    // Nobody waits for conversations: there may be links already.
    for (const peer of links.linked()) this.#linked(peer);
    this.#outbox.dial();
  }

  static async load(options: ChatsOptions): Promise<Chats> {
    const { history, report } = options;
    const [conversations, pending] = await Promise.all([
      history.conversations(),
      history.pending(),
    ]);
    const all = known(conversations, parseConversation, report);
    return new Chats(
      options,
      new Map(all.map((each) => [each.peer, each])),
      known(pending, parsePending, report),
    );
  }

  /** All conversations, by person. */
  get all(): Readable<Conversations> {
    return this.#all;
  }

  /** How far what this phone tells was given to the links that are open, see `Outbox.sent`. */
  get sent(): Outbox['sent'] {
    return this.#outbox.sent;
  }

  /** Who is writing just now. */
  get writers(): Typing['writers'] {
    return this.#typing.writers;
  }

  /** The owner of this phone is writing to somebody. */
  type(peer: PeerId): void {
    if (this.#options.tells()) this.#typing.tell(peer);
  }

  /** Calls back with messages that were written, came in or were changed together, until the returned function is called. */
  onMessages(listener: (messages: readonly Message[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The number of the last edit or deletion of that message, as long as it waits; null where none does. */
  amendmentOf(peer: PeerId, id: MessageId): number | null {
    return this.#outbox.amendmentOf(peer, id);
  }

  /** Opens a conversation to be read, until the returned function is called. */
  read(peer: PeerId): OpenConversation {
    const { history } = this.#options;
    const reading = new Reading(peer, history);
    const offers = new OpenOffers(peer, history);
    const quotes = new Quotes(peer, history);
    const stop = this.onMessages((messages) => {
      reading.take(messages);
      offers.take(messages);
      quotes.take(messages);
    });
    return { reading, offers, quotes, stop };
  }

  /** All that was written with somebody, the oldest first. */
  pages(peer: PeerId): AsyncIterable<readonly Message[]> {
    return pagesOf(this.#options.history, peer);
  }

  /** Looks for these words in all conversations, see `searchMessages`. */
  search(words: readonly string[], signal: AbortSignal): AsyncGenerator<SearchStep, void, void> {
    return searchMessages(this.#options.history, this.#all.value.values(), words, signal);
  }

  /** Sends what was typed. Resolves when it is written; it leaves when both are there. */
  async write(peer: PeerId, text: string, reply: MessageId | null = null): Promise<void> {
    const said = newText(text, reply);
    await this.#queue.step(peer, (conversation) =>
      tell({ ...conversation, draft: '', draftReply: null }, said, this.#here),
    );
    this.#typing.wrote(peer);
  }

  /** Sends a text that was not typed in their conversation: what was typed there stays. */
  pass(peer: PeerId, text: string): Promise<void> {
    return this.#tell(peer, newText(text, null));
  }

  /** Gives one's own message another text. */
  edit(peer: PeerId, of: MessageId, text: string): Promise<void> {
    return this.#tell(peer, { kind: 'edit', of, text: tidyText(text) });
  }

  /** Takes one's own message away, on both sides. */
  delete(peer: PeerId, of: MessageId): Promise<void> {
    return this.#tell(peer, { kind: 'delete', of });
  }

  /** Undoes that. One that was taken away before it left is written anew. */
  restore({ peer, id, reply }: Message, text: string): Promise<void> {
    if (!this.#outbox.isWithheld(id)) return this.edit(peer, id, text);
    return this.#tell(peer, newText(text, reply));
  }

  /** Takes a message away on this phone alone, whoever wrote it; nobody is told. */
  forget(message: MessagePlace): Promise<void> {
    return this.#queue.step(message.peer, (conversation) => forget(conversation, message));
  }

  /** Says what one thinks of a message, by one emoji; null takes it back. */
  react(peer: PeerId, of: MessageId, emoji: string | null): Promise<void> {
    return this.#tell(peer, { kind: 'react', of, emoji });
  }

  /** That message as it is now; null where there is none. */
  async message(peer: PeerId, id: MessageId): Promise<Message | null> {
    return parseMessage(await this.#options.history.find(peer, id));
  }

  /** Offers a file, under an ID by which its bytes are asked for. */
  offer(peer: PeerId, id: MessageId, file: FileOffer): Promise<void> {
    return this.#tell(peer, { kind: 'file', id, file, at: null });
  }

  /** Says what became of a file. */
  settle(peer: PeerId, of: MessageId, how: Settled): Promise<void> {
    return this.#tell(peer, { kind: 'settle', of, how });
  }

  #tell(peer: PeerId, told: Told): Promise<void> {
    return this.#queue.step(peer, (conversation) => tell(conversation, told, this.#here));
  }

  /** What somebody has not acknowledged, in its order: what each new link tells them. */
  waitingFor(peer: PeerId): readonly Pending[] {
    return this.#outbox.waitingFor(peer);
  }

  /**
   * Takes in what somebody told, and friends have kept; true if all of it is here. Of another stream
   * than the one that is known nothing is taken: an old one would bring back what was changed since.
   */
  async takePiece(from: PeerId, { stream, first, from: n, told }: Piece): Promise<boolean> {
    if ((this.#all.value.get(from)?.in.stream ?? stream) !== stream) return false;
    const tells = told.map(
      (each, i) => ({ type: 'tell', stream, n: n + i, first, told: each }) as const,
    );
    await Promise.all(tells.map((tell) => this.#hear(from, tell, true)));
    const heard = this.#all.value.get(from)?.in;
    return heard?.stream === stream && heard.kept >= n + told.length - 1;
  }

  /** Takes in how far this phone was heard. */
  takeReceipt(from: PeerId, receipt: Receipt): Promise<void> {
    return this.#got(from, receipt);
  }

  /** How far somebody was heard; null before anything was. */
  receiptFor(peer: PeerId): Receipt | null {
    const heard = this.#all.value.get(peer)?.in;
    if (!heard?.stream) return null;
    const { stream, kept, readTold } = heard;
    return { stream, upTo: kept, read: this.#options.tells() ? readTold : 0 };
  }

  /** Keeps what was typed and not sent, and to which message it answers. */
  async draft(peer: PeerId, draft: string, reply: MessageId | null = null): Promise<void> {
    const draftReply = draft === '' ? null : reply;
    const before = this.#all.value.get(peer);
    if (draft === (before?.draft ?? '') && draftReply === (before?.draftReply ?? null)) return;
    await this.#queue.step(peer, (conversation) => ({
      conversation: { ...conversation, draft, draftReply },
    }));
  }

  /** All that came of somebody was looked at; resolves with whether there was anything. */
  async look(peer: PeerId): Promise<boolean> {
    const before = this.#all.value.get(peer);
    const tells = this.#options.tells();
    if (!before || looked(before, tells) === before) return false;
    await this.#queue.step(
      peer,
      (conversation) => ({ conversation: looked(conversation, tells) }),
      tells,
    );
    return true;
  }

  close(): void {
    this.#outbox.close();
    this.#typing.close();
    this.#queue.close();
  }

  get #here(): Here {
    const { ownId, clock } = this.#options;
    return { ownId, now: clock.now() };
  }

  /** A link is new: what the one before was given may be lost with it. */
  #linked(peer: PeerId): void {
    this.#begunAnew.delete(peer);
    this.#outbox.startAnew(peer);
    this.#resumed(peer);
  }

  #resumed(peer: PeerId): void {
    if (!this.#options.isContact(peer)) return;
    this.#acknowledge(peer);
    this.#outbox.send(peer);
  }

  /** What came by friends may have come before, in another stream than it was told in first. */
  async #hear(from: PeerId, message: TellMessage, byFriends = false): Promise<void> {
    const { isContact, report } = this.#options;
    if (!isContact(from)) return;
    try {
      const mayBeKept = byFriends || this.#isRenewed(from, message);
      const said = mayBeKept ? await this.#unlessKept(message, from) : message;
      const isOther = ({ in: heard }: Conversation) =>
        byFriends && heard.stream !== null && heard.stream !== said.stream;
      await this.#queue.step(
        from,
        (conversation) =>
          isOther(conversation) ? { conversation } : hear(conversation, said, this.#here),
        true,
      );
    } catch (error) {
      // Not acknowledged, it is told again.
      return this.#queue.isClosed ? undefined : report('a message could not be kept', error);
    }
    this.#typing.rests(from);
  }

  #isRenewed(from: PeerId, { stream }: TellMessage): boolean {
    const before = this.#all.value.get(from)?.in.stream ?? stream;
    if (before !== stream) this.#renewed.add(from);
    return this.#renewed.has(from);
  }

  /** What waited in the stream before is told again in a new one: what is here already says nothing. */
  async #unlessKept(message: TellMessage, from: PeerId): Promise<TellMessage> {
    const { told } = message;
    // Asked for each of them, so that none overtakes another one.
    const id = told.kind === 'text' || told.kind === 'file' ? told.id : newMessageId();
    const isKept = (await this.#options.history.find(from, id)) !== undefined;
    return isKept ? { ...message, told: { kind: 'unknown' } } : message;
  }

  async #got(from: PeerId, receipt: Receipt): Promise<void> {
    const before = this.#all.value.get(from);
    if (!before || !this.#options.isContact(from)) return;
    const after = acknowledged(before, receipt);
    const isRenewed = after.out.stream !== before.out.stream;
    // Once by each link: nobody is to be told everything again and again.
    if (after === before || (isRenewed && this.#begunAnew.has(from))) return;
    if (isRenewed) this.#begunAnew.add(from);
    await this.#queue
      .step(from, (conversation) => ({
        conversation: acknowledged(conversation, receipt),
      }))
      .catch((error: unknown) =>
        this.#options.report('it was not kept how far a message came', error),
      );
    if (isRenewed) this.#outbox.startAnew(from);
    this.#outbox.got(from);
  }

  #acknowledge(peer: PeerId): void {
    const receipt = this.receiptFor(peer);
    if (receipt) this.#options.links.sendAside(peer, { type: 'got', ...receipt });
  }

  #written({ pending, messages, answered }: Written): void {
    for (const peer of answered) this.#acknowledge(peer);
    for (const peer of new Set(pending.map(({ peer }) => peer))) this.#outbox.send(peer);
    if (pending.length > 0) this.#outbox.dial();
    if (messages.length > 0) for (const listener of [...this.#listeners]) listener(messages);
  }
}

function newText(text: string, reply: MessageId | null): Told {
  return { kind: 'text', id: newMessageId(), text: tidyText(text), reply, at: null };
}

function known<T>(
  records: readonly unknown[],
  parse: (record: unknown) => T | null,
  report: Report,
): T[] {
  return records.flatMap((record) => {
    const parsed = parse(record);
    if (parsed === null) report('a record of a conversation is not one');
    return parsed === null ? [] : [parsed];
  });
}
