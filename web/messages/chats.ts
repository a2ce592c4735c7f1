import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Failure } from '../lib/failure.ts';
import type { Report } from '../lib/report.ts';
import { RecentMap } from '../lib/recent-map.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { FileOffer } from '../links/file-offer.ts';
import type { AsideEvents } from '../links/links.ts';
import type { Piece, Receipt } from '../links/parcel.ts';
import {
  newMessageId,
  type ChatMessage,
  type MessageId,
  type Settled,
  type TellMessage,
  type Told,
} from '../links/messages.ts';
import {
  acknowledged,
  forget,
  hear,
  looked,
  newConversation,
  parseConversation,
  tell,
  type Change,
  type Conversation,
  type Here,
} from './conversation.ts';
import type { History } from './history.ts';
import { parseMessage, parsePending, tidyText, type Message, type Pending } from './message.ts';
import { OpenOffers } from './open-offers.ts';
import { pagesOf } from './pages.ts';
import { Quotes } from './quotes.ts';
import { Reading } from './reading.ts';
import { searchMessages, type SearchStep } from './search.ts';
import { withStandIns } from './stand-in.ts';

/** So many are told ahead of what is acknowledged. */
const mostAhead = 500;
/** What was told and is not acknowledged in that time found a link that leads nowhere; then after twice as long each time; ms. */
const gotWithin = 5_000;
const gotWithinAtMost = 80_000;
/** Somebody for whom something waits is dialled again so soon, then after twice as long each time; in ms. */
const dialAgain = 4_000;
const dialAgainAtMost = 30_000;
/** Who writes says so this often at most, and is forgotten as one who does so much later; ms. */
const typingEvery = 3_000;
const typingFor = 6_000;
/** So many steps are written at once. */
const mostAtOnce = 500;

/** The links, as conversations use them. */
export interface ChatLinks {
  listenAside(events: AsideEvents): void;
  /** Whose link is open. */
  linked(): readonly PeerId[];
  /** False if the link is not open. */
  sendAside(to: PeerId, message: ChatMessage): boolean;
  /** For these people something waits. */
  want(what: 'messages', peers: ReadonlySet<PeerId>): void;
  /** False where a call needs the link, which would notice if it led nowhere. */
  renewUnused(peer: PeerId): boolean;
}

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

/** What was told and not acknowledged, of one person. */
interface Outbox {
  /** In the order of their numbers. */
  readonly waiting: Pending[];
  /** What was given to the link that is open; 0 without one. */
  sentUpTo: number;
  stopAlarm: (() => void) | null;
  /** So many links in a row brought no answer. */
  unanswered: number;
  /** What was told was answered in time, as far as is known. */
  isHeard: boolean;
}

/** A conversation that is read. */
export interface OpenConversation {
  readonly reading: Reading;
  readonly offers: OpenOffers;
  readonly quotes: Quotes;
  stop(): void;
}

interface Step {
  readonly peer: PeerId;
  /** The other side hears afterwards how far it is kept: once for all that is written at once. */
  readonly answers: boolean;
  reduce(conversation: Conversation): Change;
  done(): void;
  failed(error: unknown): void;
}

type All = ReadonlyMap<PeerId, Conversation>;

/**
 * All conversations. Nothing is shown, sent or acknowledged before it is written; what was told waits
 * until the other side says that it keeps it. docs/protocol.md, “Conversations”.
 */
export class Chats {
  readonly #options: ChatsOptions;
  readonly #all: Store<All>;
  readonly #sent = new Store<ReadonlyMap<PeerId, number>>(new Map());
  /** Who is writing, and when that is forgotten. */
  readonly #writers = new Store<ReadonlyMap<PeerId, () => void>>(new Map());
  readonly #toldTyping = new RecentMap<PeerId, number>(32);
  /** Whose stream is another one than before, as that of a phone that was restored. */
  readonly #renewed = new Set<PeerId>();
  /** To whom another stream was begun by the link there is. */
  readonly #begunAnew = new Set<PeerId>();
  /** Messages that were deleted before the other side was told of them. */
  readonly #withheld = new Set<MessageId>();
  readonly #outboxes = new Map<PeerId, Outbox>();
  readonly #listeners = new Set<(messages: readonly Message[]) => void>();
  readonly #steps: Step[] = [];
  #writes = false;
  #stopDialling: (() => void) | null = null;
  #closed = false;

  private constructor(options: ChatsOptions, all: All, pending: readonly Pending[]) {
    this.#options = options;
    this.#all = new Store(all);
    for (const each of pending) this.#outbox(each.peer).waiting.push(each);
    options.links.listenAside({
      hello: (peer) => this.#linked(peer),
      resumed: (peer) => this.#resumed(peer),
      online: () => this.#dial(),
      message: (from, message) => {
        if (message.type === 'tell') void this.#hear(from, message);
        else if (message.type === 'got') void this.#got(from, message);
        else if (message.type === 'typing') this.#typing(from);
      },
    });
    // Nobody waits for conversations: there may be links already.
    for (const peer of options.links.linked()) this.#linked(peer);
    this.#dial();
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
  get all(): Readable<All> {
    return this.#all;
  }

  /**
   * By person: the number up to which the link that is open was given what this phone tells. 0 where that
   * brings no answer: the other side may throw it away.
   */
  get sent(): Readable<ReadonlyMap<PeerId, number>> {
    return this.#sent;
  }

  /** Who is writing just now. */
  get writers(): Readable<Pick<ReadonlyMap<PeerId, unknown>, 'has'>> {
    return this.#writers;
  }

  /** The owner of this phone is writing to somebody. */
  type(peer: PeerId): void {
    const { links, clock, tells } = this.#options;
    const now = clock.now();
    if (!tells() || now - (this.#toldTyping.get(peer) ?? -Infinity) < typingEvery) return;
    this.#toldTyping.set(peer, now);
    links.sendAside(peer, { type: 'typing' });
  }

  /** Calls back with messages that were written, came in or were changed together, until the returned function is called. */
  onMessages(listener: (messages: readonly Message[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
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
    await this.#step(peer, (conversation) =>
      tell({ ...conversation, draft: '', draftReply: null }, said, this.#here),
    );
    this.#toldTyping.delete(peer);
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
    if (!this.#withheld.has(id)) return this.edit(peer, id, text);
    return this.#tell(peer, newText(text, reply));
  }

  /** Takes a message away on this phone alone, whoever wrote it; nobody is told. */
  forget(message: Message): Promise<void> {
    return this.#step(message.peer, (conversation) => forget(conversation, message));
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
    return this.#step(peer, (conversation) => tell(conversation, told, this.#here));
  }

  /** What somebody has not acknowledged, in its order: what each new link tells them. */
  waitingFor(peer: PeerId): readonly Pending[] {
    const { got = 0 } = this.#all.value.get(peer)?.out ?? {};
    const waiting = this.#outbox(peer).waiting.filter(({ n }) => n > got);
    const all = withStandIns(waiting);
    waiting.forEach((pending, i) => this.#noteWithheld(pending, all[i]));
    return all;
  }

  /** Something else was told in its place. */
  #noteWithheld({ told }: Pending, instead: Pending | undefined): void {
    if ('id' in told && instead?.told.kind === 'unknown') this.#withheld.add(told.id);
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
    const { stream, kept, read } = heard;
    return { stream, upTo: kept, read: this.#options.tells() ? read : 0 };
  }

  /** Keeps what was typed and not sent, and to which message it answers. */
  async draft(peer: PeerId, draft: string, reply: MessageId | null = null): Promise<void> {
    const draftReply = draft === '' ? null : reply;
    const before = this.#all.value.get(peer);
    if (draft === (before?.draft ?? '') && draftReply === (before?.draftReply ?? null)) return;
    await this.#step(peer, (conversation) => ({
      conversation: { ...conversation, draft, draftReply },
    }));
  }

  /** All that came of somebody was looked at; resolves with whether there was anything. */
  async look(peer: PeerId): Promise<boolean> {
    const before = this.#all.value.get(peer);
    if (!before || looked(before) === before) return false;
    const { tells } = this.#options;
    await this.#step(peer, (conversation) => ({ conversation: looked(conversation) }), tells());
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#stopDialling?.();
    for (const { stopAlarm } of this.#outboxes.values()) stopAlarm?.();
    for (const stop of this.#writers.value.values()) stop();
    // Another page has the conversations from now on; what this one knows of them grows old.
    for (const { failed } of this.#steps.splice(0)) failed(new Failure('closed'));
  }

  get #here(): Here {
    const { ownId, clock } = this.#options;
    return { ownId, now: clock.now() };
  }

  #outbox(peer: PeerId): Outbox {
    let outbox = this.#outboxes.get(peer);
    if (!outbox) {
      outbox = { waiting: [], sentUpTo: 0, stopAlarm: null, unanswered: 0, isHeard: true };
      this.#outboxes.set(peer, outbox);
    }
    return outbox;
  }

  /** A link is new: what the one before was given may be lost with it. */
  #linked(peer: PeerId): void {
    this.#begunAnew.delete(peer);
    this.#sentUpTo(peer, 0);
    this.#resumed(peer);
  }

  #resumed(peer: PeerId): void {
    if (!this.#options.isContact(peer)) return;
    this.#acknowledge(peer);
    this.#send(peer);
  }

  #typing(from: PeerId): void {
    const { isContact, clock } = this.#options;
    if (!isContact(from)) return;
    this.#writers.value.get(from)?.();
    const stop = clock.after(typingFor, () => this.#wroteOrRests(from));
    this.#writers.update((all) => new Map(all).set(from, stop));
  }

  #wroteOrRests(peer: PeerId): void {
    const stop = this.#writers.value.get(peer);
    if (!stop) return;
    stop();
    this.#writers.update((all) => new Map([...all].filter(([other]) => other !== peer)));
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
      await this.#step(
        from,
        (conversation) =>
          isOther(conversation) ? { conversation } : hear(conversation, said, this.#here),
        true,
      );
    } catch (error) {
      // Not acknowledged, it is told again.
      return this.#closed ? undefined : report('a message could not be kept', error);
    }
    this.#wroteOrRests(from);
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
    await this.#step(from, (conversation) => ({
      conversation: acknowledged(conversation, receipt),
    })).catch((error: unknown) =>
      this.#options.report('it was not kept how far a message came', error),
    );
    const outbox = this.#outbox(from);
    const got = this.#all.value.get(from)?.out.got ?? 0;
    if (isRenewed) this.#sentUpTo(from, 0);
    const kept = outbox.waiting.findIndex(({ n }) => n > got);
    outbox.waiting.splice(0, kept === -1 ? outbox.waiting.length : kept);
    this.#calm(outbox);
    this.#send(from);
    if (outbox.waiting.length === 0) this.#dial();
  }

  #acknowledge(peer: PeerId): void {
    const receipt = this.receiptFor(peer);
    if (receipt) this.#options.links.sendAside(peer, { type: 'got', ...receipt });
  }

  #send(peer: PeerId): void {
    const conversation = this.#all.value.get(peer);
    const outbox = this.#outbox(peer);
    const [next] = outbox.waiting;
    if (!conversation || !next || !this.#options.isContact(peer)) return;
    const { stream } = conversation.out;
    const first = next.n;
    let { sentUpTo } = outbox;
    const all = withStandIns(outbox.waiting);
    for (const [i, pending] of outbox.waiting.entries()) {
      const { n } = pending;
      if (n <= sentUpTo) continue;
      if (n >= first + mostAhead) break;
      const { told } = all[i] ?? pending;
      const message = { type: 'tell', stream, n, first, told } as const;
      if (!this.#options.links.sendAside(peer, message)) break;
      this.#noteWithheld(pending, all[i]);
      sentUpTo = n;
    }
    this.#sentUpTo(peer, sentUpTo);
    if (sentUpTo >= first) this.#awaitAnswer(peer, outbox);
  }

  #sentUpTo(peer: PeerId, n: number): void {
    const outbox = this.#outbox(peer);
    outbox.sentUpTo = n;
    this.#showSent(peer, outbox);
  }

  #showSent(peer: PeerId, { isHeard, sentUpTo }: Outbox): void {
    const n = isHeard ? sentUpTo : 0;
    if ((this.#sent.value.get(peer) ?? 0) === n) return;
    this.#sent.update((all) => new Map(all).set(peer, n));
  }

  /** A link that brings no answer is made anew; what was told by it is told again. */
  #awaitAnswer(peer: PeerId, outbox: Outbox): void {
    const { clock, links } = this.#options;
    const patience = Math.min(gotWithin * 2 ** outbox.unanswered, gotWithinAtMost);
    outbox.stopAlarm ??= clock.after(patience, () => {
      outbox.stopAlarm = null;
      if (outbox.waiting.length === 0) return;
      outbox.isHeard = false;
      this.#showSent(peer, outbox);
      if (!links.renewUnused(peer)) return this.#awaitAnswer(peer, outbox);
      outbox.unanswered++;
      this.#sentUpTo(peer, 0);
      this.#dial();
    });
  }

  #calm(outbox: Outbox): void {
    outbox.stopAlarm?.();
    outbox.stopAlarm = null;
    outbox.unanswered = 0;
    outbox.isHeard = true;
  }

  /** Whoever is wanted is dialled now and from time to time: nobody tells when they are there. */
  #dial(tries = 0): void {
    const wanted = [...this.#outboxes].filter(([, { waiting }]) => waiting.length > 0);
    const peers = wanted.map(([peer]) => peer).filter((peer) => this.#options.isContact(peer));
    if (this.#closed) return;
    this.#options.links.want('messages', new Set(peers));
    this.#stopDialling?.();
    this.#stopDialling = null;
    if (wanted.length === 0) return;
    const pause = Math.min(dialAgain * 2 ** tries, dialAgainAtMost);
    this.#stopDialling = this.#options.clock.after(pause, () => this.#dial(tries + 1));
  }

  /** Resolves when the change is written, and shown. */
  #step(peer: PeerId, reduce: Step['reduce'], answers = false): Promise<void> {
    if (this.#closed) return Promise.reject(new Failure('closed'));
    return new Promise((done, failed) => {
      this.#steps.push({ peer, reduce, answers, done, failed });
      if (!this.#writes) void this.#write();
    });
  }

  /** One after the other, those that wait meanwhile at once. */
  async #write(): Promise<void> {
    this.#writes = true;
    while (this.#steps.length > 0) await this.#writeSome(this.#steps.splice(0, mostAtOnce));
    this.#writes = false;
  }

  async #writeSome(steps: readonly Step[]): Promise<void> {
    const all = new Map(this.#all.value);
    const changes = steps.map(({ peer, reduce }) => {
      const change = reduce(all.get(peer) ?? newConversation(peer));
      all.set(peer, change.conversation);
      return change;
    });
    let amended: readonly Message[];
    try {
      amended = await this.#options.history.write(changes);
    } catch (error) {
      for (const { failed } of steps) failed(error);
      return;
    }
    const pending = changes.flatMap(({ pending }) => pending ?? []);
    for (const each of pending) this.#outbox(each.peer).waiting.push(each);
    this.#all.set(all);
    const heard = steps.filter(({ answers }) => answers).map(({ peer }) => peer);
    for (const peer of new Set(heard)) this.#acknowledge(peer);
    for (const peer of new Set(pending.map(({ peer }) => peer))) this.#send(peer);
    if (pending.length > 0) this.#dial();
    const told = [...changes.flatMap(({ message }) => message ?? []), ...amended];
    if (told.length > 0) for (const listener of [...this.#listeners]) listener(told);
    for (const { done } of steps) done();
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
