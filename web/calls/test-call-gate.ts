import type { PeerId } from '../identity/peer-id.ts';
import type { Report } from '../lib/report.ts';
import { Store, type Readable } from '../lib/store.ts';
import type { Call, CallId, CallKind } from './call.ts';
import type { Phone } from './phone.ts';
import type { CallMedia, MediaOfCalls } from './ports.ts';
import type { TestCall } from './test-call.ts';
import type { TestFindings } from './test-findings.ts';

/** The phone of the test call, whose parts are loaded with the first one, not before. */
export class TestCallGate implements Phone {
  readonly #load: () => Promise<TestCall>;
  readonly #report: Report;
  readonly #calls = new Store<ReadonlyMap<CallId, Call>>(new Map());
  readonly #media = new Store<ReadonlyMap<CallId, CallMedia>>(new Map());
  readonly #findings = new Store<TestFindings | null>(null);
  #test: TestCall | null = null;
  #loading = false;
  #closed = false;

  constructor(load: () => Promise<TestCall>, report: Report) {
    this.#load = load;
    this.#report = report;
  }

  get calls(): Readable<ReadonlyMap<CallId, Call>> {
    return this.#calls;
  }

  get media(): MediaOfCalls {
    return this.#media;
  }

  /** What the last test call found out; null before the first, and while one is under way. */
  get findings(): Readable<TestFindings | null> {
    return this.#findings;
  }

  dial(peer: PeerId, kind: CallKind): void {
    if (this.#test) this.#test.phone.dial(peer, kind);
    else void this.#open(peer, kind);
  }

  answer(id: CallId, kind: CallKind): void {
    this.#test?.phone.answer(id, kind);
  }

  decline(id: CallId): void {
    this.#test?.phone.decline(id);
  }

  hangUp(id: CallId): void {
    this.#test?.phone.hangUp(id);
  }

  mute(id: CallId, muted: boolean): void {
    this.#test?.phone.mute(id, muted);
  }

  camera(id: CallId, on: boolean): void {
    this.#test?.phone.camera(id, on);
  }

  hold(id: CallId, held: boolean): void {
    this.#test?.phone.hold(id, held);
  }

  share(id: CallId, on: boolean): void {
    this.#test?.phone.share(id, on);
  }

  retry(id: CallId): void {
    this.#test?.phone.retry(id);
  }

  flip(id: CallId): void {
    this.#test?.phone.flip(id);
  }

  dismiss(id: CallId): void {
    this.#test?.phone.dismiss(id);
  }

  close(): void {
    this.#closed = true;
    this.#test?.close();
  }

  async #open(peer: PeerId, kind: CallKind): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const test = await this.#load();
      if (this.#closed) return test.close();
      this.#test = test;
      test.media.subscribe((media) => this.#media.set(media));
      test.findings.subscribe((findings) => this.#findings.set(findings));
      test.phone.calls.subscribe((calls) => this.#calls.set(calls));
      test.phone.dial(peer, kind);
    } catch (error) {
      this.#report('the test call could not be loaded', error);
      // Without a network there is nothing to load it from.
      this.#findings.set({ kind: 'cut' });
    } finally {
      this.#loading = false;
    }
  }
}
