import * as v from 'valibot';
import { displayNameSchema } from '../identity/display-name-schema.ts';
import { hostSchema } from '../identity/host-schema.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { RingId } from '../links/messages.ts';
import type { Call, CallId } from './call.ts';

/** A call in which a page was when it was last alive. */
export interface LeftCall {
  /** In ms since 1970. */
  readonly at: number;
  /** The tab the page was in. */
  readonly tab: string;
  /** The call as the next page finds it. */
  readonly call: Call;
}

const randomId = v.pipe(v.string(), v.regex(/^[\w-]{22}$/));
const time = v.pipe(v.number(), v.finite());
const side = v.object({
  muted: v.boolean(),
  camera: v.boolean(),
  held: v.boolean(),
  screen: v.boolean(),
  away: v.boolean(),
});

const schema = v.object({
  at: time,
  tab: v.string(),
  id: v.pipe(
    randomId,
    v.transform((id) => id as CallId),
  ),
  peer: peerIdSchema,
  home: hostSchema,
  claimedName: v.nullable(displayNameSchema),
  direction: v.picklist(['outgoing', 'incoming']),
  offers: v.boolean(),
  kind: v.picklist(['voice', 'video']),
  startedAt: time,
  /** Since when they talk; null if they did not yet. */
  since: v.nullable(time),
  ring: v.nullable(
    v.pipe(
      randomId,
      v.transform((id) => id as RingId),
    ),
  ),
  mine: side,
  theirs: side,
});

/** What was noted of a call, or null. */
export function parseLeftCall(noted: unknown): LeftCall | null {
  const parsed = v.safeParse(schema, noted);
  if (!parsed.success) return null;
  const { at, tab, since, mine, ...rest } = parsed.output;
  const call: Call = {
    ...rest,
    // A screen has to be chosen anew, by a person.
    mine: { ...mine, screen: false, away: false },
    phase: since === null ? { kind: 'connecting' } : { kind: 'reconnecting', since },
  };
  return { at, tab, call };
}
