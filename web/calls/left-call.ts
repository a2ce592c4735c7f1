import * as v from 'valibot';
import { displayNameSchema } from '../identity/display-name-schema.ts';
import { hostSchema } from '../identity/host-schema.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import { callKinds, type RingId } from '../links/messages.ts';
import { directions, type Call, type CallId } from './call.ts';

/** A call in which a page was when it was last alive. */
interface LeftCall {
  /** In ms since 1970. */
  readonly at: number;
  /** The tab the page was in. */
  readonly tab: string;
  /** The call as the next page finds it. */
  readonly call: Call;
}

/** The page that gets a call noted by another one. */
interface NextPage {
  readonly tab: string;
  /** In ms since 1970, as `now`. */
  readonly openedAt: number;
  /** A person took the line to it. */
  readonly took: boolean;
  readonly now: number;
}

/** The other side waits for so long before it gives a call up, in ms. */
const goodFor = 60_000;
/** A page may still say its last word while the next one of its tab opens, for so long; in ms. */
const overlap = 2_000;

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
  direction: v.picklist(directions),
  offers: v.boolean(),
  kind: v.picklist(callKinds),
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

/**
 * The call of that note if it is this page's to go on with, or null. Who writes in the name of this
 * tab while the page is open is another one, of which this one is a copy.
 */
export function callToGoOnWith(noted: unknown, page: NextPage): Call | null {
  const left = parseLeftCall(noted);
  if (left === null) return null;
  const past = page.now - left.at;
  const isOfThisTab = left.tab === page.tab && left.at - page.openedAt <= overlap;
  return (page.took || isOfThisTab) && past >= 0 && past <= goodFor ? left.call : null;
}
