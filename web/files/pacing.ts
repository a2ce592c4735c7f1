import type { Clock } from '../lib/clock.ts';
import { Burst } from './burst.ts';
import { chunkSize, leastChunk } from './frame.ts';

/** What a call on the same way suffers; null where it is not known yet. */
export interface Strain {
  /** When it was measured; ms since 1970. */
  readonly at: number;
  /** Packets that got lost lately, 0–1. */
  readonly lost: number | null;
}

/** So much may wait in the browser beside a call, and so much when more is given to it; in bytes. */
const mostWaiting = 16_384;
const leastWaiting = 4_096;
/** Bytes per second with which it begins beside a call, and below which it does not go. */
const first = 131_072;
const least = 16_384;
/** What travels at once takes so long to leave, in ms: sound waits behind it. */
const chunkMs = 8;
/** What was not sent in time is made up for, up to so much, in ms: timers are late. */
const credit = 50;
/** So long may what is sent wait in queues on its way, in ms. */
const target = 5;
/** How much faster it gets with each answer while nothing waits, and how much slower when too much does. */
const faster = 0.05;
const slower = 0.7;
/** Who is slower sees it after a round trip, and so long, in ms. */
const calmsWithin = 100;
/** The shortest round trip is that of the last one to two times so long, in ms: ways change. */
const remembers = 30_000;
/** One late answer is chance; the shortest of so many is not. */
const recentTrips = 3;
/** What is answered so much later than the soonest, in ms, is not waited for: the way has become thin. */
const overdueAfter = 150;
/** More is lost than where nobody else sends; 0–1. */
const lossy = 0.01;
/** Frames whose answer is awaited; most are answered by that of a later one. */
const mostSent = 512;

/**
 * Leaves a call its network: what travels beside one takes what is left, as long as nothing of it waits
 * in queues on the way, like a bulk transfer that yields (LEDBAT, RFC 6817). Its round trips are those
 * of its own frames, which the receiver answers. Without a call it goes in bursts.
 */
export class Pacing {
  readonly #clock: Clock;
  readonly #strain: () => Strain | null;
  readonly #burst: Burst;
  /** When frames were sent, by what is said when they come. */
  readonly #sent = new Map<string, number>();
  #rate = first;
  #shortest = { since: 0, now: Infinity, before: Infinity };
  #trips: number[] = [];
  #slowAgainAt = 0;
  #seenAt = -1;
  /** When what was let go until now has left, in ms since 1970. */
  #freeAt = 0;
  /** The clock as it was last read, in ms since 1970. */
  #readAt = 0;

  constructor(clock: Clock, strain: () => Strain | null) {
    this.#clock = clock;
    this.#strain = strain;
    this.#burst = new Burst(clock);
  }

  /** More bytes should not wait in the browser. */
  get most(): number {
    return this.#yields ? mostWaiting : this.#burst.bytes;
  }

  /** More is given to it when no more bytes wait. */
  get least(): number {
    return this.#yields ? leastWaiting : 0;
  }

  /** So many bytes should travel at once. */
  get chunk(): number {
    if (!this.#yields) return this.#burst.chunk;
    const bytes = Math.floor((this.#rate * chunkMs) / 1_000);
    return Math.max(leastChunk, Math.min(chunkSize, bytes));
  }

  /** Resolves when so many bytes may leave. */
  async leave(bytes: number): Promise<void> {
    const strain = this.#strain();
    if (strain === null) return this.#forget();
    if (strain.at !== this.#seenAt && (strain.lost ?? 0) > lossy) this.#slowDown();
    this.#seenAt = strain.at;
    const now = this.#now();
    const [oldest = now] = this.#sent.values();
    if (now - oldest > this.#shortestTrip + overdueAfter && now >= this.#slowAgainAt) {
      this.#slowDown();
    }
    const wait = this.#freeAt - now;
    this.#freeAt = Math.max(now - credit, this.#freeAt) + (bytes * 1_000) / this.#rate;
    if (wait > 0) await new Promise<void>((done) => this.#clock.after(wait, done));
  }

  /** No more than `least` waits in the browser. */
  drained(): void {
    this.#burst.left();
  }

  /** A frame of so many bytes was given to the browser. */
  sent(name: string, bytes: number): void {
    if (!this.#yields) return this.#burst.gave(bytes);
    this.#sent.set(name, this.#clock.now());
    const [oldest] = this.#sent.size > mostSent ? this.#sent.keys() : [];
    if (oldest !== undefined) this.#sent.delete(oldest);
  }

  /** The other side has that frame. */
  came(name: string): void {
    const now = this.#now();
    const at = this.#sent.get(name);
    if (at === undefined || !this.#yields) return;
    for (const earlier of this.#sent.keys()) {
      this.#sent.delete(earlier);
      if (earlier === name) break;
    }
    this.#adjust(now - at);
  }

  /** What comes next may take another way. */
  startOver(): void {
    this.#burst.startOver();
  }

  /** Whether a call is on. */
  get #yields(): boolean {
    return this.#strain() !== null;
  }

  #adjust(trip: number): void {
    const now = this.#clock.now();
    const old = this.#shortest;
    if (now - old.since > remembers) this.#shortest = { since: now, now: trip, before: old.now };
    else this.#shortest = { ...old, now: Math.min(old.now, trip) };
    this.#trips = [...this.#trips, trip].slice(-recentTrips);
    const waits = Math.min(...this.#trips) - this.#shortestTrip;
    if (waits <= target) this.#rate *= 1 + faster * (1 - waits / target);
    else if (now >= this.#slowAgainAt) this.#slowDown(trip);
  }

  get #shortestTrip(): number {
    return Math.min(this.#shortest.now, this.#shortest.before);
  }

  #slowDown(trip = 0): void {
    this.#rate = Math.max(least, this.#rate * slower);
    this.#slowAgainAt = this.#clock.now() + trip + calmsWithin;
    this.#trips = [];
  }

  /** The next call may be on another way. */
  #forget(): void {
    if (this.#seenAt === -1) return;
    this.#forgetTimes();
    this.#rate = first;
    this.#seenAt = -1;
  }

  /** In ms since 1970. Where the clock was set back, no time that was measured before means anything. */
  #now(): number {
    const now = this.#clock.now();
    if (now < this.#readAt) this.#forgetTimes();
    this.#readAt = now;
    return now;
  }

  #forgetTimes(): void {
    this.#sent.clear();
    this.#shortest = { since: 0, now: Infinity, before: Infinity };
    this.#trips = [];
    this.#slowAgainAt = 0;
    this.#freeAt = 0;
  }
}
