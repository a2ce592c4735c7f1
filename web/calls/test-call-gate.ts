import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import { Late } from '../lib/late.ts';
import type { Report } from '../lib/report.ts';
import type { Scope } from '../lib/scope.ts';
import { follow, Store, type Readable } from '../lib/store.ts';
import type { Call, CallId, CallKind } from './call.ts';
import type { Phone } from './phone.ts';
import type { MediaOfCalls } from './ports.ts';
import type { TestCall } from './test-call.ts';
import type { TestFindings } from './test-findings.ts';

interface TestCallGateOptions {
  readonly clock: Clock;
  readonly report: Report;
  load(): Promise<TestCall>;
}

/** Test calls as long as `scope` is open; their phone is loaded with the first one, not before. */
export class TestCallGate {
  readonly calls: Readable<ReadonlyMap<CallId, Call>>;
  readonly media: MediaOfCalls;
  readonly #scope: Scope;
  readonly #findings = new Store<TestFindings | null>(null);
  readonly #test: Late<TestCall>;

  constructor(scope: Scope, { clock, report, load }: TestCallGateOptions) {
    this.#scope = scope;
    this.#test = new Late(
      clock,
      async () => {
        const test = await load();
        scope.add(() => test.close());
        follow(test.findings, this.#findings);
        return test;
      },
      (error) => {
        report('the test call could not be loaded', error);
        // Without a network there is nothing to load it from.
        this.#findings.set({ kind: 'cut' });
      },
    );
    this.media = this.#test.view(({ media }) => media, new Map());
    this.calls = this.#test.view(({ phone }) => phone.calls, new Map());
  }

  /** What the last test call found out; null before the first, and while one is under way. */
  get findings(): Readable<TestFindings | null> {
    return this.#findings;
  }

  /** Null as long as there was no test call. */
  get phone(): Phone | null {
    return this.#test.value?.phone ?? null;
  }

  dial(peer: PeerId, kind: CallKind): void {
    this.#test.use(({ phone }) => {
      if (!this.#scope.closed) phone.dial(peer, kind);
    });
  }
}
