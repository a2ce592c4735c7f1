import type { RelayedType } from './broker-message.ts';

/** A message on its way, as its receiver gets it. */
export interface Relay {
  readonly type: RelayedType;
  readonly src: string;
  /** Who counts as one with its sender. */
  readonly from: string;
  readonly dst: string;
  readonly text: string;
  /** Of `text` in UTF-8. */
  readonly bytes: number;
  /** When its frame came, by `performance.now()`. */
  readonly at: number;
}

/** What counts of a message that is kept. */
type Load = Pick<Relay, 'src' | 'from' | 'bytes'>;

/** What becomes of messages that wait. */
export interface Ways {
  /** Passes them to where their receiver is, here or at another server. False if that is nowhere. */
  pass(dst: string, relays: readonly Relay[]): Promise<boolean>;
  /** They wait from now on, and somebody looks out for their receiver; until `done`. */
  waits(dst: string, relays: readonly Relay[]): void;
  done(dst: string): void;
  /** Told once of each sender whose messages were given up. */
  expire(src: string, dst: string): void;
}

/** What waits for one receiver, in the order in which it came. */
interface Queue {
  readonly dst: string;
  readonly relays: Relay[];
  bytes: number;
  /** Null as long as it is not known that the receiver is nowhere. */
  timer: NodeJS.Timeout | null;
  trying: Promise<void> | null;
  /** Asked for while one try was under way. */
  onceMore: boolean;
}

interface Limits {
  /** How long somebody who is not there is waited for, in ms. */
  readonly patience: number;
  readonly perReceiver: { readonly relays: number; readonly bytes: number };
  /** The part of that which those have who count as one. */
  readonly fair: number;
  /** Of one sender, for all who are nowhere. */
  readonly perSender: { readonly bytes: number };
  /** Of all senders who count as one. */
  readonly perFrom: { readonly bytes: number };
  /** For all who are nowhere; as much again may be under way to other servers. */
  readonly inAll: { readonly bytes: number };
}

const defaults: Limits = {
  patience: 3_000,
  // Handed over at once: well below what may wait unread in a socket, and in one message of NATS.
  perReceiver: { relays: 2048, bytes: 512 * 1024 },
  fair: 1 / 2,
  perSender: { bytes: 1024 * 1024 },
  perFrom: { bytes: 32 * 1024 * 1024 },
  inAll: { bytes: 64 * 1024 * 1024 },
};

/**
 * Messages for those who are not here: passed on in order to where they are, one batch after the
 * other, and kept for a few seconds in case they are nowhere yet. In bounded memory. Who comes here
 * while some are under way to another server gets the others when it is known what became of those.
 */
export class Waiting {
  readonly #queues = new Map<string, Queue>();
  readonly #ways: Ways;
  readonly #limits: Limits;
  /** Of queues whose receivers may be somewhere, in bytes. */
  #underWay = 0;
  /** Of those whose receivers are nowhere, in bytes: in all, by sender, and by who counts as one. */
  #kept = 0;
  readonly #keptOf = new Map<string, number>();
  readonly #keptFrom = new Map<string, number>();

  constructor(ways: Ways, limits = defaults) {
    this.#ways = ways;
    this.#limits = limits;
  }

  /** False if there is no room; then it is not kept. */
  keep(relay: Relay): boolean {
    const { perReceiver, inAll } = this.#limits;
    const queue = this.#queues.get(relay.dst) ?? emptyQueue(relay.dst);
    const isNowhere = queue.timer !== null;
    if (
      queue.relays.length >= perReceiver.relays ||
      queue.bytes + relay.bytes > perReceiver.bytes ||
      this.#isUnfair(queue, relay) ||
      (isNowhere ? !this.#hasRoom(relay) : this.#underWay + relay.bytes > inAll.bytes)
    ) {
      return false;
    }
    queue.relays.push(relay);
    queue.bytes += relay.bytes;
    this.#queues.set(relay.dst, queue);
    if (isNowhere) {
      this.#count(relay);
      this.#ways.waits(relay.dst, [relay]);
    } else {
      this.#underWay += relay.bytes;
      void this.#try(queue);
    }
    return true;
  }

  /** Whether something waits for somebody; what is said to them has to go after it. */
  has(dst: string): boolean {
    return this.#queues.has(dst);
  }

  /** Somebody is there now, here or at another server. */
  async retry(dst: string): Promise<void> {
    const queue = this.#queues.get(dst);
    if (queue) await this.#try(queue);
  }

  /** Whether those who count as one with its sender would have more than their part of the queue. */
  #isUnfair({ relays, bytes }: Queue, relay: Relay): boolean {
    const { perReceiver, fair } = this.#limits;
    const most = { relays: fair * perReceiver.relays, bytes: fair * perReceiver.bytes };
    if (relays.length < most.relays && bytes + relay.bytes <= most.bytes) return false;
    const theirs = relays.filter(({ from }) => from === relay.from);
    const sum = theirs.reduce((all, one) => all + one.bytes, relay.bytes);
    return theirs.length >= most.relays || sum > most.bytes;
  }

  #hasRoom({ src, from, bytes }: Load): boolean {
    const { perSender, perFrom, inAll } = this.#limits;
    return (
      (this.#keptOf.get(src) ?? 0) + bytes <= perSender.bytes &&
      (this.#keptFrom.get(from) ?? 0) + bytes <= perFrom.bytes &&
      this.#kept + bytes <= inAll.bytes
    );
  }

  #count({ src, from, bytes }: Load): void {
    this.#kept += bytes;
    add(this.#keptOf, src, bytes);
    add(this.#keptFrom, from, bytes);
  }

  #uncount({ timer }: Queue, relays: Iterable<Relay>): void {
    for (const { src, from, bytes } of relays) {
      if (timer === null) this.#underWay -= bytes;
      else this.#count({ src, from, bytes: -bytes });
    }
  }

  #try(queue: Queue): Promise<void> {
    queue.onceMore = true;
    queue.trying ??= this.#tryAll(queue);
    return queue.trying;
  }

  async #tryAll(queue: Queue): Promise<void> {
    while (queue.onceMore) {
      queue.onceMore = false;
      const batch = [...queue.relays];
      const passed = await this.#ways.pass(queue.dst, batch);
      if (passed) {
        this.#remove(queue, new Set(batch));
        queue.onceMore = queue.relays.length > 0;
      } else if (queue.timer === null) {
        this.#wait(queue);
        // They may have come after they were asked for and before they were looked out for.
        queue.onceMore = queue.relays.length > 0;
      }
    }
    queue.trying = null;
    if (queue.relays.length === 0) this.#close(queue);
  }

  /** The receiver is nowhere: what there is no room for is given up, of each sender all or nothing. */
  #wait(queue: Queue): void {
    this.#uncount(queue, queue.relays);
    queue.timer = this.#giveUpLater(queue);
    const refused = new Set<string>();
    for (const [src, relays] of bySender(queue.relays)) {
      const bytes = relays.reduce((sum, relay) => sum + relay.bytes, 0);
      if (relays.every(({ from }) => this.#hasRoom({ src, from, bytes })))
        relays.forEach((relay) => this.#count(relay));
      else refused.add(src);
    }
    this.#drop(queue, new Set(queue.relays.filter(({ src }) => refused.has(src))));
    this.#ways.waits(queue.dst, queue.relays);
    for (const src of refused) this.#ways.expire(src, queue.dst);
  }

  #close({ dst, timer }: Queue): void {
    this.#queues.delete(dst);
    if (timer === null) return;
    clearTimeout(timer);
    this.#ways.done(dst);
  }

  #remove(queue: Queue, relays: ReadonlySet<Relay>): void {
    this.#uncount(queue, relays);
    this.#drop(queue, relays);
  }

  #drop(queue: Queue, relays: ReadonlySet<Relay>): void {
    const left = queue.relays.filter((relay) => !relays.has(relay));
    queue.relays.splice(0, Infinity, ...left);
    queue.bytes = left.reduce((sum, relay) => sum + relay.bytes, 0);
  }

  #giveUpLater(queue: Queue): NodeJS.Timeout {
    const since = queue.relays[0]?.at ?? performance.now();
    const left = since + this.#limits.patience - performance.now();
    return setTimeout(() => void this.#giveUp(queue), Math.max(0, left));
  }

  /** Gives up all messages of those who waited long enough, also what they said last. */
  async #giveUp(queue: Queue): Promise<void> {
    await this.#try(queue);
    if (this.#queues.get(queue.dst) !== queue) return;
    const due = performance.now() - this.#limits.patience;
    const senders = new Set(queue.relays.filter(({ at }) => at <= due).map(({ src }) => src));
    this.#remove(queue, new Set(queue.relays.filter(({ src }) => senders.has(src))));
    if (queue.relays.length === 0) this.#close(queue);
    else queue.timer = this.#giveUpLater(queue);
    for (const src of senders) this.#ways.expire(src, queue.dst);
  }
}

function bySender(relays: readonly Relay[]): ReadonlyMap<string, readonly Relay[]> {
  const senders = new Map<string, Relay[]>();
  for (const relay of relays) {
    const theirs = senders.get(relay.src);
    if (theirs) theirs.push(relay);
    else senders.set(relay.src, [relay]);
  }
  return senders;
}

function add(sums: Map<string, number>, key: string, bytes: number): void {
  const sum = (sums.get(key) ?? 0) + bytes;
  if (sum > 0) sums.set(key, sum);
  else sums.delete(key);
}

function emptyQueue(dst: string): Queue {
  return { dst, relays: [], bytes: 0, timer: null, trying: null, onceMore: false };
}
