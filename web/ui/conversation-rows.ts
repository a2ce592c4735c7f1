import type { RecentCall } from '../calls/recent-call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Message } from '../messages/message.ts';
import type { Passage } from '../messages/reading.ts';

/** What stands in a conversation, at a time in ms since 1970. */
export type Row =
  | { readonly kind: 'message'; readonly at: number; readonly message: Message }
  | { readonly kind: 'call'; readonly at: number; readonly call: RecentCall };

/**
 * The messages of a passage, and the calls with that person where they began. What was before or after
 * the passage stands there with the messages of its time.
 */
export function rowsOf(passage: Passage, calls: readonly RecentCall[], peer: PeerId): Row[] {
  const { messages, hasOlder, hasNewer } = passage;
  const from = hasOlder ? (messages[0]?.at ?? Infinity) : -Infinity;
  const to = hasNewer ? (messages.at(-1)?.at ?? -Infinity) : Infinity;
  const rows: Row[] = messages.map((message) => ({ kind: 'message', at: message.at, message }));
  for (const call of calls) {
    const at = call.startedAt;
    if (call.peer === peer && at >= from && at <= to) rows.push({ kind: 'call', at, call });
  }
  return rows.sort((a, b) => a.at - b.at);
}
