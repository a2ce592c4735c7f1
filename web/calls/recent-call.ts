import * as v from 'valibot';
import { displayNameSchema } from '../identity/display-name-schema.ts';
import { hostSchema } from '../identity/host-schema.ts';
import type { Host } from '../identity/host.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { callKinds } from '../links/messages.ts';
import {
  directions,
  endReasons,
  type CallId,
  type CallKind,
  type Direction,
  type EndReason,
} from './call.ts';
import { qualitySummarySchema, type QualitySummary } from './quality-summary-schema.ts';

/** What is kept of a call that is over. */
export interface RecentCall {
  readonly id: CallId;
  readonly peer: PeerId;
  /** The server this person belongs to, if it is another one. */
  readonly home: Host | null;
  /** The name the other side claimed during the call; null if it claimed none. */
  readonly claimedName: string | null;
  readonly direction: Direction;
  readonly kind: CallKind;
  readonly reason: EndReason;
  readonly startedAt: number;
  /** Milliseconds of talk; null if nobody ever talked. */
  readonly talkedMs: number | null;
  /** How the connection was; missing if it was not measured. */
  readonly quality?: QualitySummary;
}

/** True for a call that rang here, or was refused as busy, and was not answered by a person. */
export function isMissed(call: Pick<RecentCall, 'direction' | 'reason' | 'talkedMs'>): boolean {
  return (
    call.direction === 'incoming' &&
    call.talkedMs === null &&
    (call.reason === 'cancelled' || call.reason === 'no-answer' || call.reason === 'busy')
  );
}

const callId = v.custom<CallId>((value) => typeof value === 'string' && /^[\w-]{22}$/.test(value));

const recentCallSchema = v.object({
  id: callId,
  peer: peerIdSchema,
  home: hostSchema,
  claimedName: v.nullable(displayNameSchema),
  direction: v.picklist(directions),
  kind: v.picklist(callKinds),
  reason: v.picklist(endReasons),
  startedAt: v.pipe(v.number(), v.finite()),
  talkedMs: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
});

/** The call in a record saved under its call ID, or null. */
export function parseRecentCall(record: unknown, key: string): RecentCall | null {
  const parsed = v.safeParse(recentCallSchema, record);
  if (!parsed.success || parsed.output.id !== key) return null;
  // A call is not forgotten because its figures can't be read.
  const quality = v.safeParse(qualitySummarySchema, (record as { quality?: unknown }).quality);
  return quality.success ? { ...parsed.output, quality: quality.output } : parsed.output;
}
