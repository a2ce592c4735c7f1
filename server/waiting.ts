import type { RelayedType } from './broker-message.ts';

/** A message on its way, as its receiver gets it. */
export interface Relay {
  readonly type: RelayedType;
  readonly src: string;
  readonly dst: string;
  readonly text: string;
  /** When its frame came, by `performance.now()`. */
  readonly at: number;
}

/** What waits for one receiver, in the order in which it came. */
interface Queue {
  relays: Relay[];
  /** UTF-16 units, which is bytes as long as it is ASCII. */
  length: number;
  timer: NodeJS.Timeout;
}

interface Limits {
  /** How long somebody who is not there is waited for, in ms. */
  readonly patience: number;
  readonly perReceiver: { readonly relays: number; readonly length: number };
  readonly inAll: { readonly length: number };
}

const defaults: Limits = {
  patience: 3_000,
  // Well below what may wait unread in a socket: they are handed over at once.
  perReceiver: { relays: 128, length: 512 * 1024 },
  inAll: { length: 64 * 1024 * 1024 },
};

/** Messages for those who are not there, each kept for a few seconds and in bounded memory. */
export class Waiting {
  readonly #queues = new Map<string, Queue>();
  readonly #expire: (src: string, dst: string) => void;
  readonly #limits: Limits;
  #length = 0;

  /** `expire` is told once of each sender whose messages were given up. */
  constructor(expire: (src: string, dst: string) => void, limits = defaults) {
    this.#expire = expire;
    this.#limits = limits;
  }

  /** False if there is no room; then it is not kept. */
  keep(relay: Relay): boolean {
    const { perReceiver, inAll } = this.#limits;
    const { length } = relay.text;
    const queue = this.#queues.get(relay.dst);
    if (this.#length + length > inAll.length) return false;
    if (queue === undefined) {
      this.#queues.set(relay.dst, { relays: [relay], length, timer: this.#giveUpLater(relay) });
    } else {
      if (queue.relays.length >= perReceiver.relays) return false;
      if (queue.length + length > perReceiver.length) return false;
      queue.relays.push(relay);
      queue.length += length;
    }
    this.#length += length;
    return true;
  }

  /** Takes out all that waits for somebody. */
  take(dst: string): readonly Relay[] {
    const queue = this.#queues.get(dst);
    if (queue === undefined) return [];
    clearTimeout(queue.timer);
    this.#queues.delete(dst);
    this.#length -= queue.length;
    return queue.relays;
  }

  #giveUpLater({ dst, at }: Relay): NodeJS.Timeout {
    const left = at + this.#limits.patience - performance.now();
    return setTimeout(() => this.#giveUp(dst), Math.max(0, left));
  }

  /** Gives up all messages of those who waited long enough, also what they said last. */
  #giveUp(dst: string): void {
    const relays = this.take(dst);
    const due = performance.now() - this.#limits.patience;
    const senders = new Set(relays.filter(({ at }) => at <= due).map(({ src }) => src));
    for (const relay of relays) if (!senders.has(relay.src)) this.keep(relay);
    for (const src of senders) this.#expire(src, dst);
  }
}
