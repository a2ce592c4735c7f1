import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RecentMap } from '../lib/recent-map.ts';
import type { CallMessage } from '../links/messages.ts';
import {
  isAccepted,
  isMuted,
  liveCall,
  liveCallWith,
  over,
  ringsHere,
  type Call,
  type CallId,
  kindOf,
} from './call.ts';
import { InviteLimit } from './invite-limit.ts';
import { adoptedCall, incomingCall } from './new-call.ts';
import type { LinksPort, MediaPort } from './ports.ts';
import { aboutSide, type CallEvent } from './transition.ts';

/** Live and just ended calls together; more invites than that are a flood. */
const mostCalls = 8;

type Invite = Extract<CallMessage, { type: 'invite' }>;

/** What an invite needs of the calls there are. */
export interface ArrivalsHost {
  readonly ownId: PeerId;
  readonly ownHost: Host | null;
  readonly links: LinksPort;
  readonly media: MediaPort;
  readonly clock: Clock;
  isContact(peer: PeerId): boolean;
  /** What an invite of this peer does: ring, be written down as missed, or nothing at all. */
  reception(peer: PeerId): 'ring' | 'missed' | 'ignore';
  ended(call: Call): void;
  calls(): ReadonlyMap<CallId, Call>;
  apply(id: CallId, event: CallEvent): void;
  /** Puts a call in the place of the one with this ID, or in none. */
  replace(id: CallId, call: Call): void;
  /** Takes away the calls that are over. */
  dismissAll(): void;
}

/** Decides what an invite becomes: a call that rings, a busy tone, the other half of a call dialled here. */
export class Arrivals {
  readonly #host: ArrivalsHost;
  readonly #limit: InviteLimit;
  /** Calls that were not to ring, and stand in the recents. */
  readonly #missed = new RecentMap<CallId, true>(50);

  constructor(host: ArrivalsHost) {
    this.#host = host;
    this.#limit = new InviteLimit(host.clock);
  }

  /** An invite to a call that is not known here. */
  arrive(from: PeerId, invite: Invite): void {
    if (this.#host.isContact(from) || this.#admits(from)) this.#ring(from, invite);
  }

  /** Only what would ring uses up what strangers may. */
  #admits(stranger: PeerId): boolean {
    return this.#host.reception(stranger) !== 'ignore' && this.#limit.admits(stranger);
  }

  #ring(from: PeerId, invite: Invite): void {
    const { ownHost, links, clock, reception, calls, apply, dismissAll } = this.#host;
    const own = liveCallWith(calls(), from);
    if (own) return this.#meet(own, invite);
    const call = incomingCall(from, invite, ownHost, clock.now());
    const verdict = reception(from);
    if (verdict === 'ignore') return;
    if (verdict === 'missed') return this.#miss(call);
    this.#makeWayFor(from);
    if (liveCall(calls())) {
      links.send(from, { type: 'busy', call: call.id });
      if (calls().size < mostCalls) this.#put(over(call, 'busy', clock.now()));
      return;
    }
    dismissAll();
    this.#put(call);
    apply(call.id, { type: 'heard', message: invite });
  }

  /** It is written down once, however often the invite comes. */
  #miss(call: Call): void {
    const { ended, clock } = this.#host;
    if (this.#missed.get(call.id) || !this.#limit.admits(call.peer)) return;
    this.#missed.set(call.id, true);
    ended(over(call, 'no-answer', clock.now()));
  }

  /** A stranger who rings does not keep a contact from ringing. */
  #makeWayFor(from: PeerId): void {
    const { links, clock, isContact, calls } = this.#host;
    const live = liveCall(calls());
    if (!live || !ringsHere(live) || isContact(live.peer) || !isContact(from)) return;
    links.send(live.peer, { type: 'busy', call: live.id });
    this.#put(over(live, 'busy', clock.now()));
  }

  /** An invite of somebody with whom a call is under way. */
  #meet(own: Call, invite: Invite): void {
    const { ownId, links, media, apply, replace } = this.#host;
    // Who is heard has lost no call: somebody on the way kept this invite back, or repeats it. A phone
    // that has started anew is silent soon, and goes on inviting.
    if (own.phase.kind === 'talking') return;
    if (isAccepted(own) || own.direction === 'incoming') {
      // Its phone has started anew and knows nothing of the call we have.
      apply(own.id, { type: 'heard', message: { type: 'cancel', call: own.id } });
      apply(own.id, { type: 'heard', message: { type: 'end', call: own.id } });
      return this.#ring(own.peer, invite);
    }
    // Both dialled: the call of the lower ID stays, the other phone adopts it.
    if (ownId < own.peer) return;
    media.rename(own.id, invite.call);
    const call = adoptedCall(own, invite);
    links.send(own.peer, { type: 'accept', call: call.id, kind: kindOf(call) });
    if (isMuted(call.mine)) links.send(own.peer, aboutSide(call));
    replace(own.id, call);
  }

  #put(call: Call): void {
    this.#host.replace(call.id, call);
  }
}
