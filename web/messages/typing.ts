import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RecentMap } from '../lib/recent-map.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { ChatLinks } from './chat-links.ts';

/** Who writes says so this often at most, and is forgotten as one who does so much later; ms. */
const typingEvery = 3_000;
const typingFor = 6_000;

/** Who is writing to whom just now. */
export class Typing {
  readonly #links: Pick<ChatLinks, 'sendAside'>;
  readonly #clock: Clock;
  /** Who is writing, and what keeps them from being forgotten as one who does. */
  readonly #writers = new Store<ReadonlyMap<PeerId, () => void>>(new Map());
  /** To whom the owner of this phone was told to be writing, and when. */
  readonly #told = new RecentMap<PeerId, number>(32);

  constructor(links: Pick<ChatLinks, 'sendAside'>, clock: Clock) {
    this.#links = links;
    this.#clock = clock;
  }

  /** Who is writing to the owner of this phone. */
  get writers(): Readable<Pick<ReadonlyMap<PeerId, unknown>, 'has'>> {
    return this.#writers;
  }

  /** The owner of this phone is writing to somebody. */
  tell(peer: PeerId): void {
    const now = this.#clock.now();
    if (now - (this.#told.get(peer) ?? -Infinity) < typingEvery) return;
    this.#told.set(peer, now);
    this.#links.sendAside(peer, { type: 'typing' });
  }

  /** What was written to somebody has left: what is written next is told at once. */
  wrote(peer: PeerId): void {
    this.#told.delete(peer);
  }

  /** Somebody told that they are writing. */
  hear(from: PeerId): void {
    this.#writers.value.get(from)?.();
    const stop = this.#clock.after(typingFor, () => this.rests(from));
    this.#writers.update((all) => new Map(all).set(from, stop));
  }

  /** Somebody is not writing any more. */
  rests(peer: PeerId): void {
    const stop = this.#writers.value.get(peer);
    if (!stop) return;
    stop();
    this.#writers.update((all) => new Map([...all].filter(([other]) => other !== peer)));
  }

  close(): void {
    for (const stop of this.#writers.value.values()) stop();
  }
}
