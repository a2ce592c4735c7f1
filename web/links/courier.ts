import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RateLimit } from '../lib/rate-limit.ts';
import type { CarryMessage, LinkMessage } from './messages.ts';

/** Letters a second from one friend to another; more are left to other ways. */
const mostPerSecond = 50;
const mostPairs = 1_000;

/** What the courier asks of the phone. */
export interface CourierHost {
  readonly clock: Clock;
  /** Whether the owner of this phone lets it carry letters. */
  isWilling(): boolean;
  isContact(peer: PeerId): boolean;
  /** False if it did not go out. */
  send(to: PeerId, message: LinkMessage): boolean;
  /** A letter was passed on; `bytes` is its length on the wire. */
  passed(bytes: number): void;
}

/** Carries sealed letters from one contact to another, over links that are open anyway. */
export class Courier {
  readonly #host: CourierHost;
  /** By pair. */
  readonly #rate: RateLimit<string>;

  constructor(host: CourierHost) {
    this.#host = host;
    this.#rate = new RateLimit(mostPerSecond, mostPairs, host.clock);
  }

  carry(from: PeerId, { ref, to, letter }: CarryMessage): void {
    const { send, passed } = this.#host;
    const ok =
      this.#mayCarry(from, to) && 'sealed' in letter && send(to, { type: 'brought', from, letter });
    send(from, { type: 'carried', ref, ok });
    if (ok) passed(letter.sealed.length);
  }

  #mayCarry(from: PeerId, to: PeerId): boolean {
    const { isWilling, isContact } = this.#host;
    return isWilling() && isContact(from) && isContact(to) && this.#rate.admits(`${from} ${to}`);
  }
}
