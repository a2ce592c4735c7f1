import type { InstallWay, NoticeLeave, Offer } from '../lib/pwa.ts';
import { liveCall, type Call, type CallId } from './call.ts';
import { isMissed, type RecentCall } from './recent-call.ts';

/** A call this long was worth something; whoever had one may want to keep the phone. */
const goodTalkMs = 15_000;

/** What an offer depends on. */
export interface OfferReasons {
  readonly calls: ReadonlyMap<CallId, Call>;
  readonly recents: readonly RecentCall[];
  readonly fresh: boolean;
  readonly leave: NoticeLeave;
  readonly way: InstallWay;
  /** Null: not known yet. */
  readonly declined: readonly Offer[] | null;
}

/** What to offer now; never anything while a call is live, and nothing twice to who declined it. */
export function offerFor(reasons: OfferReasons): Offer | null {
  const { calls, recents, fresh, leave, way, declined } = reasons;
  if (declined === null || liveCall(calls)) return null;
  const wanted: readonly (readonly [Offer, boolean])[] = [
    ['update', fresh],
    ['notices', leave === 'default' && recents.some(isMissed)],
    ['install', (way === 'prompt' || way === 'steps') && recents.some(wentWell)],
  ];
  return wanted.find(([offer, due]) => due && !declined.includes(offer))?.[0] ?? null;
}

function wentWell({ reason, talkedMs }: RecentCall): boolean {
  return reason === 'hung-up' && talkedMs !== null && talkedMs >= goodTalkMs;
}
