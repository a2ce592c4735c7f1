import type { PeerId } from '../identity/peer-id.ts';
import type { CallId, CallKind, Direction, EndReason } from './call.ts';

/** What is kept of a call that is over. */
export interface RecentCall {
  readonly id: CallId;
  readonly peer: PeerId;
  /** The name the other side claimed during the call. */
  readonly claimedName: string;
  readonly direction: Direction;
  readonly kind: CallKind;
  readonly reason: EndReason;
  readonly startedAt: number;
  /** Milliseconds of talk; null if nobody ever talked. */
  readonly talkedMs: number | null;
}

/** True for a call that rang here, or was refused as busy, and was not answered by a person. */
export function isMissed(call: Pick<RecentCall, 'direction' | 'reason' | 'talkedMs'>): boolean {
  return (
    call.direction === 'incoming' &&
    call.talkedMs === null &&
    (call.reason === 'cancelled' || call.reason === 'no-answer' || call.reason === 'busy')
  );
}
