import type { Clock } from '../lib/clock.ts';
import type { Note } from '../lib/note.ts';
import { isAccepted, type Call, type CallId } from './call.ts';

/** The other side waits for so long before it gives a call up, in ms. */
const goodFor = 60_000;
/** A page that crashes writes nothing: what is noted is never older than this, in ms. */
const noteEvery = 5_000;

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
  async left(took: boolean): Promise<Call | null> {
    const noted = this.#note.read();
    if (noted === null) return null;
    const { parseLeftCall } = await import('./left-call.ts');
    const left = parseLeftCall(noted);
    if (left === null) return null;
    const past = this.#clock.now() - left.at;
    const isHere = took || left.tab === this.#tab;
    return isHere && past >= 0 && past <= goodFor ? left.call : null;
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
