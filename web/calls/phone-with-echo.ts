import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { joined } from '../lib/joined.ts';
import type { Readable } from '../lib/store.ts';
import { isLive, liveCall, type Call, type CallId, type CallKind } from './call.ts';
import { echoPeer } from './echo-peer.ts';
import type { Phone } from './phone.ts';
import type { TestCallGate } from './test-call-gate.ts';

type AllCalls = ReadonlyMap<CallId, Call>;
type TestCalls = Pick<TestCallGate, 'calls' | 'phone' | 'dial'>;

/**
 * The phone as the screens have it: real calls, and test calls to whom `echoPeer` names. There is
 * one call at a time; a real one, dialled or ringing, ends a test call and takes its place.
 */
export class PhoneWithEcho implements Phone {
  readonly #real: Phone;
  readonly #test: TestCalls;
  readonly calls: Readable<AllCalls>;

  constructor(real: Phone, test: TestCalls) {
    this.#real = real;
    this.#test = test;
    // Before the two are seen as one: a test call must not turn the ringing into call waiting.
    real.calls.subscribe((calls) => {
      if (hasLive(calls)) this.#endTest();
    });
    // A test call that was still being loaded when the real one came.
    test.calls.subscribe((calls) => {
      if (hasLive(calls) && hasLive(real.calls.value)) this.#endTest();
    });
    this.calls = joined(real.calls, test.calls);
  }

  dial(peer: PeerId, kind: CallKind, home?: Host | null): void {
    if (peer !== echoPeer) return this.#real.dial(peer, kind, home);
    const { value } = this.#real.calls;
    if (hasLive(value)) return;
    for (const id of value.keys()) this.#real.dismiss(id);
    this.#test.dial(peer, kind);
  }

  answer(id: CallId, kind: CallKind): void {
    this.#of(id).answer(id, kind);
  }

  decline(id: CallId): void {
    this.#of(id).decline(id);
  }

  hangUp(id: CallId): void {
    this.#of(id).hangUp(id);
  }

  mute(id: CallId, muted: boolean): void {
    this.#of(id).mute(id, muted);
  }

  camera(id: CallId, on: boolean): void {
    this.#of(id).camera(id, on);
  }

  hold(id: CallId, held: boolean): void {
    this.#of(id).hold(id, held);
  }

  share(id: CallId, on: boolean): void {
    this.#of(id).share(id, on);
  }

  retry(id: CallId): void {
    this.#of(id).retry(id);
  }

  flip(id: CallId): void {
    this.#of(id).flip(id);
  }

  dismiss(id: CallId): void {
    this.#of(id).dismiss(id);
  }

  #of(id: CallId): Phone {
    const { phone } = this.#test;
    return phone?.calls.value.has(id) ? phone : this.#real;
  }

  #endTest(): void {
    for (const [id, call] of this.#test.calls.value) {
      if (isLive(call)) this.hangUp(id);
      this.dismiss(id);
    }
  }
}

function hasLive(calls: AllCalls): boolean {
  return liveCall(calls) !== null;
}
