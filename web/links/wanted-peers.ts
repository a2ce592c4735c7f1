import type { PeerId } from '../identity/peer-id.ts';
import type { Wire } from './line.ts';
import type { LinkNeed } from './person-link.ts';

/** What waits for somebody until there is a link. */
export type Waiting = 'messages' | 'files' | 'parcels';

/** Who is to be within reach, and what for. */
export class WantedPeers {
  #calls: ReadonlyMap<PeerId, LinkNeed> = new Map();
  #busy: ReadonlySet<PeerId> = new Set();
  readonly #waiting = new Map<Waiting, ReadonlySet<PeerId>>();
  readonly #byHand = new Map<PeerId, Wire>();

  /** What calls need from now on. */
  call(needs: ReadonlyMap<PeerId, LinkNeed>): void {
    this.#calls = needs;
  }

  /** With these people something travels that is no call. False if it did before. */
  busy(peers: ReadonlySet<PeerId>): boolean {
    const isNew =
      peers.size !== this.#busy.size || [...peers].some((peer) => !this.#busy.has(peer));
    this.#busy = peers;
    return isNew;
  }

  /** For these people something waits. */
  wait(what: Waiting, peers: ReadonlySet<PeerId>): void {
    this.#waiting.set(what, peers);
  }

  /** Somebody was connected by hand, and is wanted as long as that is open. */
  byHand(wire: Wire): void {
    this.#byHand.set(wire.peer, wire);
  }

  /** Whose links calls need, or what travels. */
  get needed(): ReadonlySet<PeerId> {
    return new Set([...this.#calls.keys(), ...this.#busy]);
  }

  /** Those, and for whom something waits. */
  get all(): ReadonlySet<PeerId> {
    return new Set([...this.needed, ...[...this.#waiting.values()].flatMap((peers) => [...peers])]);
  }

  needOf(peer: PeerId): LinkNeed {
    return this.#calls.get(peer) ?? (this.#busy.has(peer) ? 'busy' : null);
  }

  isCalled(peer: PeerId): boolean {
    return this.#calls.has(peer);
  }

  /** Whether something that the user wrote waits for this person, or the two were connected by hand. */
  isWanted(peer: PeerId): boolean {
    const isByHand = this.#byHand.get(peer)?.isOpen ?? false;
    return isByHand || (this.#waiting.get('messages')?.has(peer) ?? false);
  }
}
