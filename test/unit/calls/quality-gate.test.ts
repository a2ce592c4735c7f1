import { assert } from '@esm-bundle/chai';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { until } from '../ui/find.ts';
import { sampleAt } from './quality-samples.ts';
import type { Call, CallId, Phase } from '../../../web/calls/call.ts';
import { QualityGate } from '../../../web/calls/quality-gate.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Scope } from '../../../web/lib/scope.ts';
import { Store } from '../../../web/lib/store.ts';

const peer = '88q8vn5rnvbbkkt0asz1' as PeerId;
const { id } = someCall('one', peer);

describe('the first call that is accepted', () => {
  let clock: FakeClock;
  let asked: number;
  let scope: Scope;
  let gate: QualityGate;
  let put: (phase: Phase) => void;

  beforeEach(() => {
    clock = new FakeClock();
    asked = 0;
    scope = new Scope();
    const calls = new Store<ReadonlyMap<CallId, Call>>(new Map());
    put = (phase) => calls.set(new Map([[id, someCall('one', peer, { phase })]]));
    gate = new QualityGate(
      scope,
      { calls, clock, sample: async () => sampleAt(++asked * 2), isHidden: () => false },
      () => undefined,
    );
  });
  afterEach(() => scope.close());

  it('is measured, and its summary is there when it is over', async () => {
    put({ kind: 'ringing', path: true });
    put({ kind: 'talking', since: 0 });
    await until(() => gate.all.value.has(id));
    await until(() => {
      clock.pass(500);
      return gate.all.value.get(id)?.mine === 4;
    });
    put({ kind: 'ended', reason: 'hung-up', at: 0, since: 0 });
    assert.isAbove(gate.summary(id)?.averages.mine ?? 0, 4.3);
  });

  it('is not measured where the phone was closed while what measures was loading', async () => {
    put({ kind: 'talking', since: 0 });
    scope.close();
    await until(() => gate.all.value.has(id));
    clock.pass(60_000);
    assert.equal(asked, 0);
  });
});
