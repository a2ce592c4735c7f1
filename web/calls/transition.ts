import { assertNever } from '../lib/assert-never.ts';
import type { CallKind, CallMessage, RingId } from '../links/messages.ts';
import {
  isAccepted,
  isMuted,
  over,
  ringsHere,
  waitsForAnswer,
  type Call,
  type EndReason,
  type Phase,
  type Side,
  kindOf,
} from './call.ts';

/** A phone that rang and is not there any more may be changing networks, for so long; in ms. */
const comesBackWithin = 10_000;

/** Everything that can happen to a call, whoever caused it. */
export type CallEvent =
  /** The user of this phone did something. */
  | { readonly type: 'answer'; readonly kind: CallKind }
  | { readonly type: 'reject' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'change'; readonly side: Partial<Side> }
  /** The other phone said something about this call. */
  | { readonly type: 'heard'; readonly message: CallMessage }
  /** Its link said what the other side calls itself. */
  | { readonly type: 'introduced'; readonly name: string | null }
  /** Media and link to the other phone are both up, or are not any more. */
  | { readonly type: 'path'; readonly up: boolean }
  /** The link to the other phone was lost before the call was answered. */
  | { readonly type: 'link-lost' }
  /** Nothing has come from the caller for a while. */
  | { readonly type: 'caller-gone' }
  /** The broker says that nobody is there, or no way leads to it. */
  | { readonly type: 'absent' }
  /** The time limit of the phase is over. */
  | { readonly type: 'timeout' };

export interface Step {
  readonly call: Call;
  /** What the other phone is to be told. */
  readonly send?: CallMessage;
}

/**
 * What a call becomes by an event. Pure; late, foreign or impossible events
 * return the same call object.
 */
export function transition(call: Call, event: CallEvent, now: number): Step {
  if (call.phase.kind === 'ended') return afterEnd(call, event);
  switch (event.type) {
    case 'answer':
      return answer(call, event.kind, now);
    case 'reject':
      return ringsHere(call) ? decline(call, now) : { call };
    case 'hang-up':
      return hangUp(call, now);
    case 'change':
      return change(call, event.side);
    case 'heard':
      return event.message.call === call.id ? hear(call, event.message, now) : { call };
    case 'introduced':
      return call.claimedName === null && event.name !== null
        ? { call: { ...call, claimedName: event.name } }
        : { call };
    case 'path':
      return path(call, event.up, now);
    case 'link-lost':
      // Its phone may have been started anew and be silent: no ringback until it says that it rings.
      return waitsForAnswer(call) && call.phase.kind === 'ringing'
        ? { call: { ...call, phase: { kind: 'dialing', path: false } } }
        : { call };
    case 'caller-gone':
      return ringsHere(call) ? end(call, 'cancelled', now) : { call };
    case 'absent':
      return absent(call, now);
    case 'timeout':
      return timeout(call, now);
    default:
      return assertNever(event);
  }
}

/** Who still thinks that the call goes on is told once more that it is over; what was said may be lost. */
function afterEnd(call: Call, event: CallEvent): Step {
  if (event.type !== 'heard' || event.message.call !== call.id) return { call };
  const { type } = event.message;
  if (type === 'accept' || type === 'side') return { call, send: about('end', call) };
  if (type !== 'invite' || call.direction !== 'incoming') return { call };
  const reason = call.phase.kind === 'ended' ? call.phase.reason : null;
  if (reason === 'declined') return { call, send: about('decline', call) };
  return reason === 'busy' ? { call, send: about('busy', call) } : { call };
}

function answer(call: Call, kind: CallKind, now: number): Step {
  if (!ringsHere(call)) return { call };
  const mine = { ...call.mine, camera: kind === 'video' };
  return {
    call: { ...call, mine, phase: accepted(call.phase, now) },
    send: { type: 'accept', call: call.id, kind },
  };
}

function absent(call: Call, now: number): Step {
  const { phase } = call;
  if (waitsForAnswer(call) && phase.kind === 'ringing') {
    return { call: { ...call, phase: { kind: 'dialing', path: false, goneAt: now } } };
  }
  if (phase.kind !== 'dialing' || now - (phase.goneAt ?? -Infinity) < comesBackWithin) {
    return { call };
  }
  // Should it ring after all, it is to stop.
  return { ...end(call, 'unavailable', now), send: about('cancel', call) };
}

function decline(call: Call, now: number): Step {
  return { ...end(call, 'declined', now), send: about('decline', call) };
}

function hangUp(call: Call, now: number): Step {
  if (ringsHere(call)) return decline(call, now);
  return isAccepted(call)
    ? { ...end(call, 'hung-up', now), send: about('end', call) }
    : { ...end(call, 'cancelled', now), send: about('cancel', call) };
}

function change(call: Call, side: Partial<Side>): Step {
  const mine = { ...call.mine, ...side };
  if (sameSide(mine, call.mine)) return { call };
  const changed = { ...call, mine };
  return isAccepted(call) ? { call: changed, send: aboutSide(changed) } : { call: changed };
}

function hear(call: Call, message: CallMessage, now: number): Step {
  switch (message.type) {
    case 'invite':
      return { call, ...answerAgain(call) };
    case 'ringing':
      return { call: heardRinging(call, message.ring) };
    case 'accept':
      return accept(call, message.kind, now);
    case 'decline':
      return waitsForAnswer(call) ? end(call, 'declined', now) : { call };
    case 'busy':
      return waitsForAnswer(call) ? end(call, 'busy', now) : { call };
    case 'cancel':
      if (ringsHere(call)) return end(call, 'cancelled', now);
      // The caller gave up in the moment in which it was answered here.
      return !call.offers && isAccepted(call) ? end(call, 'hung-up', now) : { call };
    case 'end':
      return isAccepted(call) ? end(call, 'hung-up', now) : { call };
    case 'side': {
      const { muted, camera, held, screen, away } = message;
      const theirs = { muted, camera, held, screen, away };
      return isAccepted(call) && !sameSide(theirs, call.theirs)
        ? { call: { ...call, theirs } }
        : { call };
    }
    default:
      return assertNever(message);
  }
}

/** Whoever still invites has missed what was answered. */
function answerAgain(call: Call): { readonly send?: CallMessage } {
  if (call.offers) return {};
  if (isAccepted(call)) return { send: { type: 'accept', call: call.id, kind: kindOf(call) } };
  return call.ring === null ? {} : { send: { type: 'ringing', call: call.id, ring: call.ring } };
}

function heardRinging(call: Call, ring: RingId): Call {
  const { phase } = call;
  if (call.direction === 'incoming' || (phase.kind !== 'dialing' && phase.kind !== 'ringing')) {
    return call;
  }
  if (phase.kind === 'ringing' && ring === call.ring) return call;
  return { ...call, ring, phase: { kind: 'ringing', path: phase.path } };
}

function accept(call: Call, kind: CallKind, now: number): Step {
  if (!waitsForAnswer(call)) return { call };
  const theirs = { ...call.theirs, camera: kind === 'video' };
  return {
    call: { ...call, theirs, phase: accepted(call.phase, now) },
    // The user may have muted or turned the camera off while it rang.
    send: aboutSide(call),
  };
}

function accepted(phase: Phase, now: number): Phase {
  const up = (phase.kind === 'dialing' || phase.kind === 'ringing') && phase.path;
  return up ? { kind: 'talking', since: now } : { kind: 'connecting' };
}

function path(call: Call, up: boolean, now: number): Step {
  const { phase } = call;
  switch (phase.kind) {
    case 'dialing':
    case 'ringing':
      return phase.path === up ? { call } : { call: { ...call, phase: { ...phase, path: up } } };
    case 'connecting':
      return up ? { call: { ...call, phase: { kind: 'talking', since: now } } } : { call };
    case 'talking':
      return up
        ? { call }
        : { call: { ...call, phase: { kind: 'reconnecting', since: phase.since } } };
    case 'reconnecting':
      return up ? resume(call, phase.since) : { call };
    case 'ended':
      return { call };
    default:
      return assertNever(phase);
  }
}

/** After a gap both say again how they stand, since messages may have been lost in it. */
function resume(call: Call, since: number): Step {
  return {
    call: { ...call, phase: { kind: 'talking', since } },
    send: aboutSide(call),
  };
}

function timeout(call: Call, now: number): Step {
  switch (call.phase.kind) {
    case 'dialing':
    case 'ringing':
      return call.direction === 'outgoing'
        ? { ...end(call, 'no-answer', now), send: about('cancel', call) }
        : end(call, 'no-answer', now);
    case 'connecting':
    case 'reconnecting':
      return { ...end(call, 'lost', now), send: about('end', call) };
    case 'talking':
    case 'ended':
      return { call };
    default:
      return assertNever(call.phase);
  }
}

function end(call: Call, reason: EndReason, now: number): { call: Call } {
  return { call: over(call, reason, now) };
}

function about(type: 'decline' | 'busy' | 'cancel' | 'end', call: Call): CallMessage {
  return { type, call: call.id };
}

/** How this side stands, as the other one is told. */
export function aboutSide({ id, mine }: Call): CallMessage {
  const { camera, held, screen, away } = mine;
  return { type: 'side', call: id, muted: isMuted(mine), camera, held, screen, away };
}

function sameSide(a: Side, b: Side): boolean {
  return (
    a.muted === b.muted &&
    a.camera === b.camera &&
    a.held === b.held &&
    a.screen === b.screen &&
    a.away === b.away &&
    a.silent === b.silent
  );
}
