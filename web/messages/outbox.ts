import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { MessageId, Told } from '../links/messages.ts';
import type { ChatLinks } from './chat-links.ts';
import type { Conversation } from './conversation.ts';
import type { Pending } from './message.ts';
import { withStandIns } from './stand-in.ts';

/** So many are told ahead of what is acknowledged. */
const mostAhead = 500;
/** What was told and is not acknowledged in that time found a link that leads nowhere; then after twice as long each time; ms. */
const gotWithin = 5_000;
const gotWithinAtMost = 80_000;
/** Somebody for whom something waits is dialled again so soon, then after twice as long each time; in ms. */
const dialAgain = 4_000;
const dialAgainAtMost = 30_000;

/** What was told and not acknowledged, of one person. */
interface Queue {
  /** In the order of their numbers. */
  waiting: Pending[];
  /** What was given to the link that is open; 0 without one. */
  sentUpTo: number;
  stopAlarm: (() => void) | null;
  /** So many links in a row brought no answer. */
  unanswered: number;
  /** What was told was answered in time, as far as is known. */
  isHeard: boolean;
}

export interface OutboxOptions {
  readonly links: Pick<ChatLinks, 'sendAside' | 'want' | 'renewUnused'>;
  readonly clock: Clock;
  isContact(peer: PeerId): boolean;
  /** In which stream somebody is told, and how far they keep it; nothing before anything was. */
  outTo(peer: PeerId): Conversation['out'] | undefined;
}

/**
 * What was told waits here until the other side says that it keeps it, and goes again by each new link.
 * docs/protocol.md, “Conversations”.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #queues = new Map<PeerId, Queue>();
  readonly #sent = new Store<ReadonlyMap<PeerId, number>>(new Map());
  /** Messages that were deleted before the other side was told of them. */
  readonly #withheld = new Set<MessageId>();
  #stopDialling: (() => void) | null = null;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /**
   * By person: the number up to which the link that is open was given what this phone tells. 0 where that
   * brings no answer: the other side may throw it away.
   */
  get sent(): Readable<ReadonlyMap<PeerId, number>> {
    return this.#sent;
  }

  /** In the order of their numbers; it goes with the next `send`. */
  add(pending: readonly Pending[]): void {
    for (const each of pending) this.#queue(each.peer).waiting.push(each);
  }

  /** What waits, as each new link tells it. */
  waitingFor(peer: PeerId): readonly Pending[] {
    const waiting = this.#waiting(peer);
    const all = withStandIns(waiting);
    waiting.forEach((pending, i) => this.#noteWithheld(pending, all[i]));
    return all;
  }

  /** The number of the last edit or deletion of that message, as long as it waits; null where none does. */
  amendmentOf(peer: PeerId, id: MessageId): number | null {
    return this.#waiting(peer).findLast(({ told }) => changes(told, id))?.n ?? null;
  }

  /** Whether that message was deleted before it was told. */
  isWithheld(id: MessageId): boolean {
    return this.#withheld.has(id);
  }

  /** What was given to a link before may be lost: all that waits is told anew. */
  startAnew(peer: PeerId): void {
    this.#sentUpTo(peer, 0);
  }

  /** The other side keeps more than before. */
  got(peer: PeerId): void {
    const queue = this.#queue(peer);
    queue.waiting = this.#waiting(peer);
    this.#calm(queue);
    this.send(peer);
    if (queue.waiting.length === 0) this.dial();
  }

  /** Gives the link what waits, as much as it may have ahead. */
  send(peer: PeerId, most = mostAhead): void {
    const { isContact, links, outTo } = this.#options;
    const stream = outTo(peer)?.stream;
    const queue = this.#queue(peer);
    const [next] = queue.waiting;
    if (!stream || !next || !isContact(peer)) return;
    const first = next.n;
    let { sentUpTo } = queue;
    const all = withStandIns(queue.waiting);
    for (const [i, pending] of queue.waiting.entries()) {
      const { n } = pending;
      if (n <= sentUpTo) continue;
      if (n >= first + most) break;
      const { told } = all[i] ?? pending;
      if (!links.sendAside(peer, { type: 'tell', stream, n, first, told })) break;
      this.#noteWithheld(pending, all[i]);
      sentUpTo = n;
    }
    this.#sentUpTo(peer, sentUpTo);
    if (sentUpTo >= first) this.#awaitAnswer(peer, queue);
  }

  /** Whoever is wanted is dialled now and from time to time: nobody tells when they are there. */
  dial(): void {
    this.#dial(0);
  }

  #dial(tries: number): void {
    const { clock, isContact, links } = this.#options;
    if (this.#closed) return;
    const wanted = [...this.#queues].filter(([, { waiting }]) => waiting.length > 0);
    const peers = wanted.map(([peer]) => peer).filter((peer) => isContact(peer));
    links.want('messages', new Set(peers));
    this.#stopDialling?.();
    this.#stopDialling = null;
    if (wanted.length === 0) return;
    const pause = Math.min(dialAgain * 2 ** tries, dialAgainAtMost);
    this.#stopDialling = clock.after(pause, () => this.#dial(tries + 1));
  }

  close(): void {
    this.#closed = true;
    this.#stopDialling?.();
    for (const { stopAlarm } of this.#queues.values()) stopAlarm?.();
  }

  #queue(peer: PeerId): Queue {
    let queue = this.#queues.get(peer);
    if (!queue) {
      queue = { waiting: [], sentUpTo: 0, stopAlarm: null, unanswered: 0, isHeard: true };
      this.#queues.set(peer, queue);
    }
    return queue;
  }

  /** What the other side is not known to keep. */
  #waiting(peer: PeerId): Pending[] {
    const { got = 0 } = this.#options.outTo(peer) ?? {};
    return (this.#queues.get(peer)?.waiting ?? []).filter(({ n }) => n > got);
  }

  /** Something else was told in its place. */
  #noteWithheld({ told }: Pending, instead: Pending | undefined): void {
    if ('id' in told && instead?.told.kind === 'unknown') this.#withheld.add(told.id);
  }

  #sentUpTo(peer: PeerId, n: number): void {
    const queue = this.#queue(peer);
    queue.sentUpTo = n;
    this.#showSent(peer, queue);
  }

  #showSent(peer: PeerId, { isHeard, sentUpTo }: Queue): void {
    const n = isHeard ? sentUpTo : 0;
    if ((this.#sent.value.get(peer) ?? 0) === n) return;
    this.#sent.update((all) => new Map(all).set(peer, n));
  }

  /** A link that brings no answer is made anew; what was told by it is told again. */
  #awaitAnswer(peer: PeerId, queue: Queue): void {
    const { clock, links } = this.#options;
    const patience = Math.min(gotWithin * 2 ** queue.unanswered, gotWithinAtMost);
    queue.stopAlarm ??= clock.after(patience, () => {
      queue.stopAlarm = null;
      if (queue.waiting.length === 0) return;
      queue.isHeard = false;
      this.#showSent(peer, queue);
      this.#sentUpTo(peer, 0);
      // A call keeps the link: the first one is told again, by which the other side shows whether it
      // takes it by now, as who has the teller as a contact since.
      if (!links.renewUnused(peer)) return this.send(peer, 1);
      queue.unanswered++;
      this.dial();
    });
  }

  #calm(queue: Queue): void {
    queue.stopAlarm?.();
    queue.stopAlarm = null;
    queue.unanswered = 0;
    queue.isHeard = true;
  }
}

function changes(told: Told, id: MessageId): boolean {
  return (told.kind === 'edit' || told.kind === 'delete') && told.of === id;
}
