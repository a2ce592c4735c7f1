import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { Line } from './line.ts';
import type { Envelope, Signal } from './signals.ts';

/** An answer waits so long for a line that is just being made anew, in ms; later it is of no use. */
const worthSending = 5_000;
const mostUnsent = 100;
/** What the broker could not deliver goes another way if it is no older, in ms, and not more. */
const worthRepeating = 10_000;
const mostRepeated = 60;

/** A letter that leaves, written `at` ms since 1970. */
export interface Outgoing {
  readonly to: PeerId;
  readonly type: Signal['type'];
  readonly envelope: Envelope;
  readonly at: number;
}

/**
 * What leaves by the own broker. It is kept while the line is broken, and once more for a while after
 * it left, since a broker may turn out to have been out of reach, or to know nobody of that name.
 */
export class BrokerMail {
  readonly #line: Pick<Line, 'transmit'>;
  readonly #clock: Clock;
  #unsent: readonly Outgoing[] = [];
  /** By receiver. */
  readonly #given = new RecentMap<PeerId, readonly Outgoing[]>(32);

  constructor(line: Pick<Line, 'transmit'>, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
  }

  send(letter: Outgoing): void {
    const { to, type, envelope } = letter;
    if (!this.#line.transmit(to, type, envelope)) {
      this.#unsent = [...this.#unsent.slice(1 - mostUnsent), letter];
    } else {
      this.#given.set(to, [...(this.#given.get(to) ?? []).slice(1 - mostRepeated), letter]);
    }
  }

  /** Sends anew what was given to a broker that was out of reach; one that was read after all is not read twice. */
  repeat(since: number): void {
    for (const [to, given] of this.#given.entries()) {
      for (const { type, envelope, at } of given) {
        if (at >= since) this.#line.transmit(to, type, envelope);
      }
    }
  }

  /** Takes out what found the line broken and is still of use. */
  takeUnsent(): Outgoing[] {
    const unsent = this.#unsent;
    this.#unsent = [];
    return unsent.filter((letter) => this.#isYoung(letter, worthSending));
  }

  /** Takes out what the broker could not deliver and is still of use; null if it was never given any. */
  takeExpired(peer: PeerId): Outgoing[] | null {
    const given = this.#given.get(peer);
    this.#given.delete(peer);
    return given?.filter((letter) => this.#isYoung(letter, worthRepeating)) ?? null;
  }

  #isYoung({ at }: Outgoing, within: number): boolean {
    return this.#clock.now() - at < within;
  }
}
