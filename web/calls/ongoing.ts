import type { Clock } from '../lib/clock.ts';
import type { Note } from '../lib/note.ts';
import { isAccepted, type Call, type CallId } from './call.ts';

/** A page that crashes writes nothing: what is noted is never older than this, in ms. */
const noteEvery = 5_000;

/** Notes the call that is under way, so that the next page of this phone can go on with it. */
export class Ongoing {
  readonly #note: Note;
  readonly #tab: string;
  readonly #clock: Clock;
  readonly #openedAt: number;
  #call: Call | null = null;
  #stop: (() => void) | null = null;

  /** `tab` names the tab this page is in; a copy of that has the same name. */
  constructor(note: Note, tab: string, clock: Clock, openedAt = clock.now()) {
    this.#note = note;
    this.#tab = tab;
    this.#clock = clock;
    this.#openedAt = openedAt;
  }

  /**
   * The call to go on with: this tab was in it less than a minute ago, or another one from which a
   * person `took` the line, and nobody ended it. A tab that gets the line because another one was
   * closed must not open the microphone.
   */
  async left(took: boolean): Promise<Call | null> {
    const noted = this.#note.read();
    if (noted === null) return null;
    const { callToGoOnWith } = await import('./left-call.ts');
    return callToGoOnWith(noted, {
      tab: this.#tab,
      openedAt: this.#openedAt,
      took,
      now: this.#clock.now(),
    });
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
