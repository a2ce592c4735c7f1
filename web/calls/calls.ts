import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { RecentMap } from '../lib/recent-map.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { CallMessage } from '../links/messages.ts';
import { Arrivals } from './arrivals.ts';
import {
  isAccepted,
  isLive,
  liveCall,
  liveCallWith,
  over,
  ringsHere,
  waitsForAnswer,
  type Call,
  type CallId,
  type CallKind,
  type Side,
  kindOf,
} from './call.ts';
import { CallerWatch } from './caller-watch.ts';
import { Deadlines } from './deadlines.ts';
import { linkNeed, mediaNeed } from './needs.ts';
import { outgoingCall } from './new-call.ts';
import type { Phone } from './phone.ts';
import type { CallMedia, LinksPort, MediaPort } from './ports.ts';
import { sideOf } from './side-of.ts';
import { Summons } from './summons.ts';
import { aboutSide, transition, type CallEvent } from './transition.ts';
import { UntilShown, type CallScreen } from './until-shown.ts';

/** Who has not heard that a call is over looks for its way for so long at most, in ms. */
const soughtFor = 60_000;

/** What the calls ask of the rest of the phone. */
export interface CallsOptions {
  readonly ownId: PeerId;
  /** The server of this phone, which people of another one are told. */
  readonly ownHost: Host | null;
  readonly links: LinksPort;
  readonly media: MediaPort;
  readonly clock: Clock;
  /** The name this phone says when it calls. */
  greeting(): string | null;
  /** Does this once what changed is on the screen. */
  whenDrawn(task: () => void): void;
  /** On which it rings. */
  readonly screen: CallScreen;
  isContact(peer: PeerId): boolean;
  /** What an invite of this peer does: ring, be written down as missed, or nothing at all. */
  reception(peer: PeerId): 'ring' | 'missed' | 'ignore';
  /** Each call once, when it is over. */
  ended(call: Call): void;
}

/**
 * The calls of this phone: one door for every transition, and after each step
 * links, media and timers are brought into line with what the calls need.
 */
export class Calls implements Phone {
  readonly #options: CallsOptions;
  readonly #calls = new Store<ReadonlyMap<CallId, Call>>(new Map());
  readonly #arrivals: Arrivals;
  readonly #summons: Summons;
  readonly #untilShown: UntilShown;
  /** Calls that are over, in which somebody talked here. */
  readonly #over = new RecentMap<CallId, Call>(20);
  #closed = false;
  #away = false;
  #streams: ReadonlyMap<CallId, CallMedia> = new Map();
  readonly #deadlines: Deadlines;
  readonly #callers: CallerWatch;

  constructor(options: CallsOptions) {
    this.#options = options;
    const { links, media, clock } = options;
    this.#deadlines = new Deadlines(clock, (id) => this.#overdue(id));
    this.#callers = new CallerWatch(
      clock,
      (peer) => links.states.value.get(peer) === 'open',
      (id) => this.#apply(id, { type: 'caller-gone' }),
    );
    this.#arrivals = new Arrivals({
      ...options,
      calls: () => this.#calls.value,
      apply: (id, event) => this.#apply(id, event),
      replace: (id, call) => this.#replace(id, call),
      dismissAll: () => this.#dismissAll(),
    });
    this.#summons = new Summons({
      links,
      media,
      clock,
      greeting: () => options.greeting(),
      ownHost: options.ownHost,
      call: (id) => this.#calls.value.get(id),
      linkLost: (id) => this.#apply(id, { type: 'link-lost' }),
      unsent: (id) => this.#apply(id, { type: 'absent' }),
    });
    this.#untilShown = new UntilShown(options.screen);
    links.listen({
      message: (from, message) =>
        this.#untilShown.run(from, message.type === 'invite', () => this.#hear(from, message)),
      hello: (from, name) => this.#greet(from, name),
      relinked: (peer) => this.#relinked(peer),
      absent: (peer) => this.#toTheCallWith(peer, { type: 'absent' }),
      refused: (peer) => this.#sayOver(peer),
      online: (since) => this.#sayAgain(since),
    });
    links.states.subscribe(() => this.#checkPaths());
    media.up.subscribe(() => this.#checkPaths());
    media.streams.subscribe((streams) => this.#checkPictures(streams));
  }

  get calls(): Readable<ReadonlyMap<CallId, Call>> {
    return this.#calls;
  }

  dial(peer: PeerId, kind: CallKind, home: Host | null = null): void {
    const live = liveCall(this.#calls.value);
    // Whose call rings here is not called back, but answered.
    if (live && live.peer === peer && ringsHere(live)) return this.answer(live.id, kind);
    if (live || peer === this.#options.ownId) return;
    this.#dismissAll();
    this.#put(outgoingCall(peer, home, kind, this.#options.clock.now()));
  }

  /** Goes on with a call in which this phone was when its last page went. */
  resume(call: Call): void {
    if (!liveCall(this.#calls.value)) this.#put(call);
  }

  answer(id: CallId, kind: CallKind): void {
    this.#apply(id, { type: 'answer', kind });
  }

  decline(id: CallId): void {
    this.#apply(id, { type: 'reject' });
  }

  hangUp(id: CallId): void {
    this.#apply(id, { type: 'hang-up' });
  }

  /** Ends what there is with somebody who is blocked. */
  drop(peer: PeerId): void {
    const call = liveCallWith(this.#calls.value, peer);
    if (call) this.hangUp(call.id);
  }

  /** Whoever wants to be heard and has no microphone is asked for it once more. */
  mute(id: CallId, muted: boolean): void {
    if (!muted && this.#calls.value.get(id)?.mine.silent) this.retry(id);
    this.#change(id, { muted });
  }

  camera(id: CallId, on: boolean): void {
    this.#change(id, { camera: on });
  }

  hold(id: CallId, held: boolean): void {
    this.#change(id, { held });
  }

  share(id: CallId, on: boolean): void {
    const call = this.#calls.value.get(id);
    if (call && isAccepted(call)) this.#options.media.share(id, on);
  }

  retry(id: CallId): void {
    this.#options.media.retry(id);
  }

  flip(id: CallId): void {
    this.#options.media.flip(id);
  }

  dismiss(id: CallId): void {
    const call = this.#calls.value.get(id);
    if (!call || isLive(call)) return;
    this.#remove(id);
  }

  /** Tells the other side whether this page is in the background, now and in calls to come. */
  away(away: boolean): void {
    this.#away = away;
    this.#tellAway();
  }

  /** The page goes away: what nobody has accepted yet must not ring on without it. */
  abandon(): void {
    for (const call of this.#calls.value.values()) {
      if (isLive(call) && !isAccepted(call) && call.direction === 'outgoing') this.hangUp(call.id);
    }
  }

  /**
   * Lets go of everything; calls that are live stay so on the other side, until they give up. Here
   * they are written down as they stand: nobody does it later.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    const { clock, ended } = this.#options;
    for (const call of this.#calls.value.values()) {
      if (isLive(call)) ended(over(call, isAccepted(call) ? 'hung-up' : 'cancelled', clock.now()));
    }
    this.#summons.close();
    this.#callers.close();
    this.#deadlines.close();
  }

  /** True while a call of this peer waits for the user to answer, or to be shown. */
  rings(peer: PeerId): boolean {
    const call = liveCallWith(this.#calls.value, peer);
    return (call !== null && ringsHere(call)) || this.#untilShown.holds(peer);
  }

  /** Does this behind an invite of this peer that waits to be shown: what belongs to its call. */
  afterInvite(peer: PeerId, task: () => void): void {
    this.#untilShown.run(peer, false, task);
  }

  /** True if the user called this peer or accepted its call, and the call is live. */
  isInvited(peer: PeerId): boolean {
    const call = liveCallWith(this.#calls.value, peer);
    return call !== null && (call.direction === 'outgoing' || isAccepted(call));
  }

  /** The other server to which a peer belongs whom the user called or answered; null where none is known. */
  homeOf(peer: PeerId): Host | null {
    return this.isInvited(peer) ? (liveCallWith(this.#calls.value, peer)?.home ?? null) : null;
  }

  /** A new call leaves none of those that are over behind. */
  #dismissAll(): void {
    for (const call of this.#calls.value.values()) this.dismiss(call.id);
  }

  #change(id: CallId, side: Partial<Side>): void {
    this.#apply(id, { type: 'change', side });
  }

  /** What was said while there was no broker is said again. */
  #sayAgain(since?: number): void {
    for (const call of this.#calls.value.values()) {
      this.#repeat(call);
      if (call.phase.kind === 'reconnecting') {
        this.#options.media.renew(call.id, since);
      }
    }
  }

  #repeat(call: Call): void {
    const { links } = this.#options;
    if (waitsForAnswer(call)) {
      this.#summons.invite(call);
    } else if (!call.offers && call.phase.kind === 'connecting') {
      links.send(call.peer, { type: 'accept', call: call.id, kind: kindOf(call) });
    } else if (isAccepted(call)) {
      links.send(call.peer, aboutSide(call));
    }
  }

  /** A link opened. Its other end may have been started anew and know nothing of the call. */
  #greet(from: PeerId, name: string | null): void {
    this.#toTheCallWith(from, { type: 'introduced', name });
    const call = liveCallWith(this.#calls.value, from);
    if (call) this.#repeat(call);
  }

  #relinked(peer: PeerId): void {
    const call = liveCallWith(this.#calls.value, peer);
    if (call && isAccepted(call)) this.#options.media.relinked(call.id);
  }

  #hear(from: PeerId, message: CallMessage): void {
    if (this.#closed) return;
    const { links, isContact } = this.#options;
    const call = this.#calls.value.get(message.call);
    if (call) {
      if (call.peer !== from) return;
      this.#callers.heard(call.id);
      this.#apply(call.id, { type: 'heard', message });
    } else if (message.type === 'invite') {
      this.#arrivals.arrive(from, message);
    } else if (message.type === 'accept' || message.type === 'side') {
      // It was hung up here while the other side was away, or this page was started anew without it.
      if (!isContact(from) && this.#over.get(message.call)?.peer !== from) return;
      links.send(from, { type: 'end', call: message.call });
    }
  }

  /**
   * A stranger looks for the way of a call which is over here, and was not reached by the word for
   * it. Who may not ring is told as long as that may be so; later it would say that somebody is here.
   */
  #sayOver(peer: PeerId): void {
    const { links, clock, reception } = this.#options;
    const call = [...this.#over.entries()].findLast(([, over]) => over.peer === peer)?.[1];
    if (call?.phase.kind !== 'ended') return;
    const isSought = clock.now() - call.phase.at <= soughtFor;
    if (isSought || reception(peer) === 'ring') links.send(peer, { type: 'end', call: call.id });
  }

  #toTheCallWith(peer: PeerId, event: CallEvent): void {
    const call = liveCallWith(this.#calls.value, peer);
    if (call) this.#apply(call.id, event);
  }

  #checkPaths(): void {
    const { links, media } = this.#options;
    for (const call of this.#calls.value.values()) {
      const up = media.up.value.has(call.id) && links.states.value.get(call.peer) === 'open';
      this.#apply(call.id, { type: 'path', up });
    }
  }

  /** What is told of camera and screen is what there is of them. */
  #checkPictures(streams: ReadonlyMap<CallId, CallMedia>): void {
    const before = this.#streams;
    this.#streams = streams;
    for (const [id, media] of streams) {
      const side = sideOf(media, before.get(id));
      if (side) this.#change(id, side);
    }
  }

  #apply(id: CallId, event: CallEvent): void {
    const call = this.#calls.value.get(id);
    if (!call || this.#closed) return;
    const step = transition(call, event, this.#options.clock.now());
    if (step.call === call && !step.send) return;
    if (step.send) this.#options.links.send(call.peer, step.send);
    if (step.call !== call) this.#put(step.call);
  }

  #put(call: Call): void {
    this.#replace(call.id, call);
  }

  #replace(id: CallId, call: Call): void {
    const before = this.#calls.value.get(id);
    const calls = new Map(this.#calls.value);
    if (id !== call.id) {
      calls.delete(id);
      this.#deadlines.stop(id);
    }
    this.#calls.set(calls.set(call.id, call));
    this.#openDoor(before, call);
    // What is offered before the invite is no call of anybody.
    if (!before && call.phase.kind === 'dialing') {
      this.#summons.begin(call);
      // Neither the other phone nor the screen here waits for what connections and devices take.
      this.#options.whenDrawn(() => this.#reconcile());
    } else this.#reconcile();
    if (before) this.#summons.follow(before, call);
    if (before?.phase.kind === 'talking' && call.phase.kind === 'reconnecting') {
      this.#options.media.renew(call.id);
    }
    if (!isLive(call) && (!before || isLive(before))) this.#ended(call, before);
  }

  #ended(call: Call, before: Call | undefined): void {
    if (before && isAccepted(before)) this.#over.set(call.id, call);
    this.#options.ended(call);
  }

  #remove(id: CallId): void {
    const calls = new Map(this.#calls.value);
    calls.delete(id);
    this.#deadlines.stop(id);
    this.#calls.set(calls);
    this.#reconcile();
  }

  /** A stranger's offers wait for the user's word, which comes with the call. */
  #openDoor(before: Call | undefined, call: Call): void {
    if (isAccepted(call) && !(before && isAccepted(before))) this.#options.links.admit(call.peer);
    else if (!isLive(call)) this.#options.links.refuse(call.peer);
  }

  #reconcile(): void {
    // Another tab took the line before what was dialled here was on the screen.
    if (this.#closed) return;
    const calls = [...this.#calls.value.values()];
    const { links, media } = this.#options;
    media.need(
      new Map(
        calls.flatMap((call) => {
          const need = mediaNeed(call);
          return need ? [[call.id, need]] : [];
        }),
      ),
    );
    links.need(new Map(calls.filter(isLive).map((call) => [call.peer, linkNeed(call)])));
    for (const call of calls) {
      this.#deadlines.follow(call);
      this.#callers.follow(call);
    }
    this.#checkPaths();
    this.#tellAway();
  }

  #tellAway(): void {
    for (const call of this.#calls.value.values()) {
      if (isAccepted(call)) this.#change(call.id, { away: this.#away });
    }
  }

  #overdue(id: CallId): void {
    const call = this.#calls.value.get(id);
    if (call && isLive(call)) this.#apply(id, { type: 'timeout' });
    else this.dismiss(id);
  }
}
