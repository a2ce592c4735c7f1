import type { Call, CallId, CallKind, EndReason, Side } from '../../web/calls/call.ts';
import type { Phone } from '../../web/calls/phone.ts';
import type { Host } from '../../web/identity/host.ts';
import type { PeerId } from '../../web/identity/peer-id.ts';
import { Store } from '../../web/lib/store.ts';

const side: Side = { muted: false, camera: false, held: false, screen: false, away: false };

/** A call as the screens get it; whatever is not named is a voice call that was just dialled. */
export function someCall(id: string, peer: PeerId, change: Partial<Call> = {}): Call {
  return {
    id: id.padEnd(22, '0') as CallId,
    peer,
    home: null,
    claimedName: null,
    direction: 'outgoing',
    offers: true,
    kind: 'voice',
    startedAt: 1_800_000_000_000,
    phase: { kind: 'dialing', path: false },
    ring: null,
    mine: side,
    theirs: side,
    ...change,
  };
}

/** A phone without lines: it does what its buttons say, the test does the other side. */
export class FakePhone implements Phone {
  readonly calls = new Store<ReadonlyMap<CallId, Call>>(new Map());
  /** What was asked of the phone, in order. */
  readonly asked: string[] = [];
  #dialled = 0;

  put(call: Call): void {
    this.calls.update((calls) => new Map(calls).set(call.id, call));
  }

  /** Changes the one call with that ID. */
  change(id: CallId, change: Partial<Call>): void {
    const call = this.calls.value.get(id);
    if (call) this.put({ ...call, ...change });
  }

  end(id: CallId, reason: EndReason, at = 1_800_000_000_000): void {
    const phase = this.calls.value.get(id)?.phase;
    const since = phase && 'since' in phase ? phase.since : null;
    this.change(id, { phase: { kind: 'ended', reason, at, since } });
  }

  dial(peer: PeerId, kind: CallKind, home: Host | null = null): void {
    this.asked.push(`dial ${peer} ${kind}${home === null ? '' : ` at ${home}`}`);
    const mine = { ...side, camera: kind === 'video' };
    this.put(someCall(`dialled${this.#dialled++}`, peer, { kind, mine }));
  }

  answer(id: CallId, kind: CallKind): void {
    this.asked.push(`answer ${kind}`);
    this.change(id, {
      phase: { kind: 'connecting' },
      mine: { ...side, camera: kind === 'video' },
    });
  }

  decline(id: CallId): void {
    this.asked.push('decline');
    this.end(id, 'declined');
  }

  hangUp(id: CallId): void {
    this.asked.push('hang up');
    this.end(id, 'hung-up');
  }

  mute(id: CallId, muted: boolean): void {
    this.#mine(id, { muted });
  }

  camera(id: CallId, camera: boolean): void {
    this.#mine(id, { camera });
  }

  hold(id: CallId, held: boolean): void {
    this.#mine(id, { held });
  }

  share(id: CallId, screen: boolean): void {
    this.#mine(id, { screen });
  }

  retry(_: CallId): void {
    this.asked.push('retry');
  }

  flip(_: CallId): void {
    this.asked.push('flip');
  }

  dismiss(id: CallId): void {
    this.calls.update((calls) => new Map([...calls].filter(([other]) => other !== id)));
  }

  #mine(id: CallId, change: Partial<Side>): void {
    const call = this.calls.value.get(id);
    if (call) this.put({ ...call, mine: { ...call.mine, ...change } });
  }
}
