import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { LinkState } from '../links/person-link.ts';
import { waitsForAnswer, type Call, type CallId } from './call.ts';
import type { LinksPort, MediaPort } from './ports.ts';

/** A phone says within this time that it rings, or is invited again; in ms. */
const ringsWithin = 1_500;
/** So many times an invite finds no way out before nobody is waited for any more: 4.5 s. */
const mostUnsent = 3;

/** What the summons ask of the calls. */
export interface SummonsHost {
  readonly links: LinksPort;
  readonly media: MediaPort;
  readonly clock: Clock;
  /** The name this phone says when it calls. */
  greeting(): string | null;
  readonly ownHost: Host | null;
  call(id: CallId): Call | undefined;
  /** The link over which a call rings is gone. */
  linkLost(id: CallId): void;
  /** The invite of a call could not be sent for a while. */
  unsent(id: CallId): void;
}

interface Pending {
  repeated: boolean;
  /** How often the invite found no way out; 0 from the moment on when it did. */
  unsent: number;
  stop(): void;
}

/**
 * Brings outgoing calls to a page that rings. Messages get lost with a page:
 * the other phone is invited until it rings over a link, and when another page
 * rings than the one that got link and media offered, both are offered anew.
 */
export class Summons {
  readonly #host: SummonsHost;
  readonly #pending = new Map<CallId, Pending>();
  /** Whose link was open when last looked at. */
  #linked: readonly PeerId[] = [];

  constructor(host: SummonsHost) {
    this.#host = host;
    host.links.states.subscribe((states) => this.#watch(states));
  }

  /** Invites the other phone to a call which was just dialled. */
  begin(call: Call): void {
    const unsent = this.invite(call) ? 0 : 1;
    this.#pending.set(call.id, { repeated: false, unsent, stop: this.#checkLater(call.id) });
  }

  invite(call: Call): boolean {
    const { links, greeting, ownHost } = this.#host;
    const { id, kind, peer, home } = call;
    const claims = { name: greeting(), ...(home && { home: ownHost }) };
    const isSent = links.send(peer, { type: 'invite', call: id, kind, ...claims });
    // Letters are written one after the other, and the other phone is to ring first.
    this.#prepareToCancel(call);
    return isSent;
  }

  /** A call has changed. */
  follow(before: Call, call: Call): void {
    const pending = this.#pending.get(before.id);
    if (!pending) return;
    if (before.id !== call.id || !waitsForAnswer(call)) return this.#end(before.id);
    if (call.ring === before.ring) return;
    // Now that the other phone has written, what it gets is sealed.
    this.#prepareToCancel(call);
    if (before.ring !== null || (pending.repeated && !this.#isLinked(call.peer))) {
      this.#offerAnew(call);
    }
  }

  /** Whoever closes the page while it rings has no time to write. */
  #prepareToCancel({ id, peer }: Call): void {
    this.#host.links.prepare(peer, { type: 'cancel', call: id });
  }

  close(): void {
    for (const id of [...this.#pending.keys()]) this.#end(id);
  }

  #end(id: CallId): void {
    this.#pending.get(id)?.stop();
    this.#pending.delete(id);
  }

  #isLinked(peer: PeerId): boolean {
    return this.#host.links.states.value.get(peer) === 'open';
  }

  #checkLater(id: CallId): () => void {
    return this.#host.clock.after(ringsWithin, () => this.#check(id));
  }

  #check(id: CallId): void {
    const call = this.#host.call(id);
    const pending = this.#pending.get(id);
    if (!call || !pending) return;
    pending.stop = this.#checkLater(id);
    const linked = this.#isLinked(call.peer);
    // Over a link it is noticed when the page that rings goes away.
    if (call.phase.kind === 'ringing' && linked) return;
    // A crashed page leaves its link open on this side for a while.
    if (linked) this.#offerAnew(call);
    // Whoever is there says so, and the broker who is not.
    if (call.phase.kind !== 'ringing') this.#host.links.ask();
    pending.repeated = true;
    if (this.invite(call)) pending.unsent = 0;
    else if (pending.unsent > 0 && ++pending.unsent > mostUnsent) this.#host.unsent(id);
  }

  #offerAnew(call: Call): void {
    // Given up by this phone: that is no loss to follow up.
    this.#linked = this.#linked.filter((peer) => peer !== call.peer);
    this.#host.links.renew(call.peer);
    this.#host.media.again(call.id);
  }

  #watch(states: ReadonlyMap<PeerId, LinkState>): void {
    const lost = this.#linked.filter((peer) => states.get(peer) !== 'open');
    this.#linked = [...states].flatMap(([peer, state]) => (state === 'open' ? [peer] : []));
    for (const [id, pending] of [...this.#pending]) {
      const call = this.#host.call(id);
      if (call?.phase.kind !== 'ringing' || !lost.includes(call.peer)) continue;
      this.#host.linkLost(id);
      pending.repeated = true;
      this.invite(call);
    }
  }
}
