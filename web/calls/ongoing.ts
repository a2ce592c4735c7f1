import * as v from 'valibot';
import { displayNameSchema } from '../identity/display-name-schema.ts';
import { peerIdSchema } from '../identity/peer-id-schema.ts';
import type { Clock } from '../lib/clock.ts';
import type { Note } from '../lib/note.ts';
import type { RingId } from '../links/messages.ts';
import { isAccepted, type Call, type CallId } from './call.ts';

/** The other side waits for so long before it gives a call up, in ms. */
const goodFor = 60_000;
/** A page that crashes writes nothing: what is noted is never older than this, in ms. */
const noteEvery = 5_000;

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
  /** When the page that was in the call was last alive. */
  at: time,
  /** The tab it was in. */
  tab: v.string(),
  id: v.pipe(
    randomId,
    v.transform((id) => id as CallId),
  ),
  peer: peerIdSchema,
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

/** Notes the call that is under way, so that the next page of this phone can go on with it. */
export class Ongoing {
  readonly #note: Note;
  readonly #tab: string;
  readonly #clock: Clock;
  #call: Call | null = null;
  #stop: (() => void) | null = null;

  /** `tab` names the tab this page is in. */
  constructor(note: Note, tab: string, clock: Clock) {
    this.#note = note;
    this.#tab = tab;
    this.#clock = clock;
  }

  /**
   * The call to go on with: this tab was in it less than a minute ago, or another one from which a
   * person `took` the line, and nobody ended it. A tab that gets the line because another one was
   * closed must not open the microphone.
   */
  left(took: boolean): Call | null {
    const parsed = v.safeParse(schema, this.#note.read());
    if (!parsed.success) return null;
    const { at, tab, since, mine, ...rest } = parsed.output;
    const past = this.#clock.now() - at;
    if (past < 0 || past > goodFor || (tab !== this.#tab && !took)) return null;
    return {
      ...rest,
      // A screen has to be chosen anew, by a person.
      mine: { ...mine, screen: false, away: false },
      phase: since === null ? { kind: 'connecting' } : { kind: 'reconnecting', since },
    };
  }

  follow(calls: ReadonlyMap<CallId, Call>): void {
    const call = [...calls.values()].find(isAccepted) ?? null;
    if (call === this.#call) return;
    this.#call = call;
    this.#write();
  }

  /** The page goes: from now on nobody is alive here. */
  close(): void {
    if (this.#call) this.#write();
    this.#stop?.();
    this.#stop = null;
  }

  #write(): void {
    this.#stop?.();
    this.#stop = null;
    const call = this.#call;
    if (call === null) return this.#note.write(null);
    const { phase, ...rest } = call;
    const since = 'since' in phase ? phase.since : null;
    this.#note.write({ ...rest, since, at: this.#clock.now(), tab: this.#tab });
    this.#stop = this.#clock.after(noteEvery, () => this.#write());
  }
}
