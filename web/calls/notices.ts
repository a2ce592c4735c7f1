import { foundBusy, ringsHere, type Call, type CallId } from './call.ts';
import { isMissed, type RecentCall } from './recent-call.ts';

/** What a notification says of a call. */
export type Notice = 'ring' | 'missed';

/** Missed calls nobody has seen in the recents yet, newest first; `seenUntil` in ms since 1970. */
export function unseenOf(recents: readonly RecentCall[], seenUntil: number): readonly RecentCall[] {
  return recents.filter((call) => call.startedAt > seenUntil && isMissed(call));
}

/**
 * The notifications there should be, by call, after those there were. A call
 * that rings here has one while nobody sees the page, and so has one that just
 * found this phone busy. Once it was missed its notification says so until the
 * recents were seen; any other end takes it away.
 */
export function noticesAfter(
  before: ReadonlyMap<CallId, Notice>,
  calls: ReadonlyMap<CallId, Call>,
  unseen: readonly RecentCall[],
  visible: boolean,
): ReadonlyMap<CallId, Notice> {
  const ringing = [...calls.values()].filter(ringsHere);
  const isNew = (call: Call | undefined) => !visible && call !== undefined && foundBusy(call);
  const missed = unseen.filter(({ id }) => before.has(id) || isNew(calls.get(id)));
  return new Map<CallId, Notice>([
    ...missed.map(({ id }) => [id, 'missed'] as const),
    ...(visible ? [] : ringing.map(({ id }) => [id, 'ring'] as const)),
  ]);
}

/** The last moment that counts as seen once somebody looked at these recents. */
export function seenAfter(recents: readonly RecentCall[], seenUntil: number): number {
  return Math.max(seenUntil, ...recents.slice(0, 1).map(({ startedAt }) => startedAt));
}
