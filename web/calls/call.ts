import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { CallId, CallKind, RingId } from '../links/messages.ts';

export type { CallId, CallKind };

export const directions = ['outgoing', 'incoming'] as const;
export type Direction = (typeof directions)[number];

/** The closed list of reasons for which a call is over. */
export const endReasons = [
  'declined',
  'busy',
  'no-answer',
  'cancelled',
  'unavailable',
  'lost',
  'hung-up',
] as const;
export type EndReason = (typeof endReasons)[number];

/** Where a call stands. The diagram is in docs/protocol.md, “Calls”. */
export type Phase =
  /**
   * Caller only: the invite is on its way; nobody has said that it rings. `goneAt`: it rang, and
   * since then that phone is not to be found.
   */
  | { readonly kind: 'dialing'; readonly path: boolean; readonly goneAt?: number }
  /** The callee's phone rings. `path`: the media connection is up already. */
  | { readonly kind: 'ringing'; readonly path: boolean }
  /** Accepted; the media connection is not up yet. */
  | { readonly kind: 'connecting' }
  /** `since`: when both could hear each other first, in ms since 1970. */
  | { readonly kind: 'talking'; readonly since: number }
  /** Nothing has come from the other side for a while; the timer goes on. */
  | { readonly kind: 'reconnecting'; readonly since: number }
  /** `since` is null if nobody ever talked. */
  | {
      readonly kind: 'ended';
      readonly reason: EndReason;
      readonly at: number;
      readonly since: number | null;
    };

/** What one side lets the other hear and see. */
export interface Side {
  readonly muted: boolean;
  readonly camera: boolean;
  readonly held: boolean;
  /** Its screen is shown in the place of its camera. */
  readonly screen: boolean;
  /** Its page is in the background, where the system may cut its microphone. */
  readonly away: boolean;
  /** This side wants to be heard and has no microphone; the other one is told that it is muted. */
  readonly silent?: boolean;
}

/** True while nothing of this side can be heard, by its will or for want of a microphone. */
export function isMuted({ muted, silent = false }: Side): boolean {
  return muted || silent;
}

/** How a side begins a call of that kind. */
export function firstSide(kind: CallKind): Side {
  return { muted: false, camera: kind === 'video', held: false, screen: false, away: false };
}

export interface Call {
  readonly id: CallId;
  readonly peer: PeerId;
  /** The server the other side belongs to, if that is another one: as dialled, or as it claims. */
  readonly home: Host | null;
  /** The name the other side claims, if any; what a contact is called goes before it. */
  readonly claimedName: string | null;
  readonly direction: Direction;
  /**
   * True on the phone whose invite made the call: it makes the media connections. Who dialled and
   * goes on with the other's call is its callee.
   */
  readonly offers: boolean;
  /** As it was dialled; whether a camera is on now is said by the sides. */
  readonly kind: CallKind;
  readonly startedAt: number;
  readonly phase: Phase;
  /** Names the page that rings for the call: this one, or the last that said so. */
  readonly ring: RingId | null;
  readonly mine: Side;
  readonly theirs: Side;
}

/** True until the call is over. */
export function isLive(call: Call): boolean {
  return call.phase.kind !== 'ended';
}

/** True while this phone rings for the call. */
export function ringsHere({ direction, phase }: Call): boolean {
  return direction === 'incoming' && phase.kind === 'ringing';
}

/** True for a call that is over because this phone was busy. */
export function foundBusy({ direction, phase }: Call): boolean {
  return direction === 'incoming' && phase.kind === 'ended' && phase.reason === 'busy';
}

/** True from the callee's acceptance to the end: media of both may flow. */
export function isAccepted(call: Call): boolean {
  const { kind } = call.phase;
  return kind === 'connecting' || kind === 'talking' || kind === 'reconnecting';
}

/** True while this phone waits for the other one's answer. */
export function waitsForAnswer({ direction, phase }: Call): boolean {
  return direction === 'outgoing' && (phase.kind === 'dialing' || phase.kind === 'ringing');
}

/** True while either side has the call on hold. */
export function isHeld(call: Call): boolean {
  return call.mine.held || call.theirs.held;
}

/** The one call that is not over, if there is one. */
export function liveCall(calls: ReadonlyMap<CallId, Call>): Call | null {
  return [...calls.values()].find(isLive) ?? null;
}

/** The call with this peer that is not over, if there is one. */
export function liveCallWith(calls: ReadonlyMap<CallId, Call>, peer: PeerId): Call | null {
  return [...calls.values()].find((call) => call.peer === peer && isLive(call)) ?? null;
}

/** The call as it is when it ends in this moment, for this reason. */
export function over(call: Call, reason: EndReason, at: number): Call {
  const since = 'since' in call.phase ? call.phase.since : null;
  return { ...call, phase: { kind: 'ended', reason, at, since } };
}

/** What this side takes part with. */
export function kindOf({ mine }: Pick<Call, 'mine'>): CallKind {
  return mine.camera ? 'video' : 'voice';
}
