import type { Clock } from '../lib/clock.ts';

/** What a call on the same way suffers; null where it is not known yet. */
export interface Strain {
  /** When it was measured; ms since 1970. */
  readonly at: number;
  readonly roundTripMs: number | null;
  /** Packets that got lost lately, 0–1. */
  readonly lost: number | null;
}

/** Bytes per second with which it begins beside a call, and below which it does not go. */
const first = 131_072;
const least = 16_384;
/** How much faster it gets when the call suffers nothing, and how much slower when it does. */
const faster = 1.25;
const slower = 0.5;
/** A round trip that is so much longer than the shortest one waits in a queue that we have filled; ms, or a share. */
const longer = { ms: 15, share: 0.2 };
/** More is lost than where nobody else sends; 0–1. */
const lossy = 0.01;

/**
 * Leaves a call its network: what travels beside one begins slowly and takes more as long as the round
 * trip stays as short as it was, like a bulk transfer that yields (LEDBAT, RFC 6817). Without a call
 * nothing is held back.
 */
export class Pacing {
  readonly #clock: Clock;
  readonly #strain: () => Strain | null;
  #rate = first;
  #shortest = Infinity;
  #seenAt = -1;
  /** When what was let go until now has left, in ms. */
  #freeAt = 0;

  constructor(clock: Clock, strain: () => Strain | null) {
    this.#clock = clock;
    this.#strain = strain;
  }

  /** Whether a call is on, beside which little should wait in the browser. */
  get yields(): boolean {
    return this.#strain() !== null;
  }

  /** Resolves when so many bytes may leave. */
  async leave(bytes: number): Promise<void> {
    const strain = this.#strain();
    if (strain === null) {
      this.#rate = first;
      this.#shortest = Infinity;
      this.#seenAt = -1;
      return;
    }
    if (strain.at !== this.#seenAt) this.#adjust(strain);
    this.#seenAt = strain.at;
    const now = this.#clock.now();
    const wait = this.#freeAt - now;
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes * 1_000) / this.#rate;
    if (wait > 0) await new Promise<void>((done) => this.#clock.after(wait, done));
  }

  #adjust({ roundTripMs, lost }: Strain): void {
    if (roundTripMs !== null) this.#shortest = Math.min(this.#shortest, roundTripMs);
    const limit = this.#shortest + Math.max(longer.ms, longer.share * this.#shortest);
    const suffers = (roundTripMs ?? 0) > limit || (lost ?? 0) > lossy;
    this.#rate = Math.max(least, this.#rate * (suffers ? slower : faster));
  }
}
