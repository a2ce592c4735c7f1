import { assert } from '@esm-bundle/chai';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { until } from '../ui/find.ts';
import { sampleAt } from './quality-samples.ts';
import type { Call, CallId, Phase } from '../../../web/calls/call.ts';
import { QualityGate } from '../../../web/calls/quality-gate.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Store } from '../../../web/lib/store.ts';

const peer = '88q8vn5rnvbbkkt0asz1' as PeerId;

describe('the first call that is accepted', () => {
  it('is measured, and its summary is there when it is over', async () => {
    const clock = new FakeClock();
    const calls = new Store<ReadonlyMap<CallId, Call>>(new Map());
    const { id } = someCall('one', peer);
    let asked = 0;
    const gate = new QualityGate(
      { calls, clock, sample: async () => sampleAt(++asked * 2), isHidden: () => false },
      () => undefined,
    );
    const put = (phase: Phase) => calls.set(new Map([[id, someCall('one', peer, { phase })]]));
    put({ kind: 'ringing', path: true });
    put({ kind: 'talking', since: 0 });
    await until(() => gate.all.value.has(id));
    await until(() => {
      clock.pass(500);
      return gate.all.value.get(id)?.mine === 4;
    });
    put({ kind: 'ended', reason: 'hung-up', at: 0, since: 0 });
    assert.isAbove(gate.summary(id)?.averages.mine ?? 0, 4.3);
    gate.close();
  });
});
