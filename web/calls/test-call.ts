import type { PeerId } from '../identity/peer-id.ts';
import { afterFrame } from '../lib/after-frame.ts';
import type { Clock } from '../lib/clock.ts';
import { Store, type Readable } from '../lib/store.ts';
import { isAccepted, liveCall, type Call, type CallId } from './call.ts';
import { Calls } from './calls.ts';
import { EchoLinks } from './echo-links.ts';
import type { MediaOfCalls, MediaPort } from './ports.ts';
import { judge, type EchoHeard, type TestFindings, type TestNotes } from './test-findings.ts';

/** The far end of a test call listens. */
export interface EchoEar {
  /** Since it was last told to forget. */
  readonly heard: EchoHeard;
  forget(): void;
}

interface TestCallOptions {
  readonly ownId: PeerId;
  /** Media whose connections end in this page. */
  readonly media: MediaPort;
  readonly ear: EchoEar;
  readonly clock: Clock;
}

type Seen = Omit<TestNotes, keyof EchoHeard | 'talked'>;

const nothingSeen: Seen = { unmuted: false, filmed: false, microphone: null, camera: null };

/**
 * A phone that reaches nobody but the echo in this page. Its calls are real ones, by the same rules
 * and the same code as all others, over a link and a line that lead nowhere else; they are written
 * down nowhere.
 */
export class TestCall {
  readonly phone: Calls;
  readonly #ear: EchoEar;
  readonly #media: MediaPort;
  readonly #findings = new Store<TestFindings | null>(null);
  #call: CallId | null = null;
  #seen = nothingSeen;

  constructor({ ownId, media, ear, clock }: TestCallOptions) {
    this.#ear = ear;
    this.#media = media;
    this.phone = new Calls({
      whenDrawn: afterFrame,
      // Nobody else calls here.
      screen: { isHere: true, come: () => Promise.resolve() },
      ownId,
      ownHost: null,
      links: new EchoLinks(clock),
      media,
      clock,
      greeting: () => null,
      isContact: () => true,
      reception: () => 'ignore',
      ended: (call) => this.#conclude(call),
    });
    media.streams.subscribe(() => this.#look());
    this.phone.calls.subscribe(() => this.#look());
  }

  /** What the last test call found out; null before the first, and while one is under way. */
  get findings(): Readable<TestFindings | null> {
    return this.#findings;
  }

  get media(): MediaOfCalls {
    return this.#media.streams;
  }

  close(): void {
    this.phone.close();
    this.#media.need(new Map());
  }

  #look(): void {
    const call = liveCall(this.phone.calls.value);
    if (!call) return;
    if (call.id !== this.#call) this.#begin(call);
    const { microphone = null, camera = null } = this.#media.streams.value.get(call.id) ?? {};
    const seen = this.#seen;
    this.#seen = {
      unmuted: seen.unmuted || (isAccepted(call) && !call.mine.muted),
      filmed: seen.filmed || (isAccepted(call) && call.mine.camera),
      microphone: microphone ?? seen.microphone,
      camera: camera ?? seen.camera,
    };
  }

  #begin({ id }: Call): void {
    this.#call = id;
    this.#seen = nothingSeen;
    this.#ear.forget();
    this.#findings.set(null);
  }

  #conclude({ phase }: Call): void {
    if (phase.kind !== 'ended') return;
    const talked = phase.since !== null;
    // Given up before it was answered it says nothing about the devices.
    if (!talked && phase.reason !== 'lost') return;
    this.#findings.set(judge({ ...this.#seen, ...this.#ear.heard, talked }));
  }
}
