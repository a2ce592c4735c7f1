import type { Clock } from '../lib/clock.ts';
import type { Report } from '../lib/report.ts';
import type { Readable } from '../lib/store.ts';
import { backOff } from '../links/back-off.ts';
import type { LineStatus } from '../links/line.ts';
import type { IceAnswer } from './ice-answer.ts';

/** Connections wait no longer to be told by which servers they find their way, in ms. */
const settlesWithin = 1_000;
/** Servers are asked for anew after half of the time for which they are good, within these, in ms. */
const leastWait = 15_000;
const mostWait = 12 * 3_600_000;
const firstRetry = 1_000;
const lastRetry = 300_000;

/** What is asked, and who is told. */
interface IceOptions {
  readonly status: Readable<LineStatus>;
  readonly clock: Clock;
  readonly report: Report;
  /** Rejects if the server does not answer, or not as it should. */
  ask(): Promise<IceAnswer>;
  /** Connections made from now on find their way by these. */
  use(iceServers: RTCIceServer[]): void;
}

/** Knows the STUN and TURN servers of a phone that is signed on, and asks again before a password ends. */
export class IceServers {
  /** Resolves when servers are in use, or for now none. */
  readonly settled: Promise<void>;
  readonly #options: IceOptions;
  readonly #stops: (() => void)[];
  #settle: (() => void) | null = null;
  #stopTimer = (): void => {};
  #dueAt = 0;
  #attempt = 0;
  #asking = false;
  #closed = false;

  constructor(options: IceOptions) {
    this.#options = options;
    this.settled = new Promise((resolve) => (this.#settle = resolve));
    this.#stops = [
      options.clock.after(settlesWithin, () => this.#doWithout()),
      options.status.subscribe(() => void this.#askIfDue()),
    ];
    void this.#askIfDue();
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    for (const stop of this.#stops) stop();
  }

  /** Only who is signed on is told; who is not asks when it is. */
  async #askIfDue(): Promise<void> {
    const { status, clock, report, ask } = this.#options;
    if (status.value.kind !== 'online' || this.#asking || clock.now() < this.#dueAt) return;
    this.#asking = true;
    try {
      const { iceServers, expires } = await ask();
      this.#attempt = 0;
      this.#use(iceServers);
      const wait = (expires - clock.now()) / 2;
      this.#askAfter(Math.min(Math.max(wait, leastWait), mostWait));
    } catch (error) {
      report('the servers for ICE are not known', error);
      this.#doWithout();
      this.#askAfter(backOff(this.#attempt++, firstRetry, lastRetry));
    }
    this.#asking = false;
  }

  /** What was told before is better than nothing. */
  #doWithout(): void {
    if (this.#settle) this.#use([]);
  }

  #use(iceServers: RTCIceServer[]): void {
    if (this.#closed) return;
    this.#options.use(iceServers);
    this.#settle?.();
    this.#settle = null;
  }

  #askAfter(ms: number): void {
    if (this.#closed) return;
    const { clock } = this.#options;
    this.#dueAt = clock.now() + ms;
    this.#stopTimer();
    this.#stopTimer = clock.after(ms, () => {
      // A timer may be early by the fraction of a millisecond that browsers cut off.
      this.#dueAt = 0;
      void this.#askIfDue();
    });
  }
}
