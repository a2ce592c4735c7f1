import { assert } from '@esm-bundle/chai';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { sampleAt } from './quality-samples.ts';
import type { Call, CallId, Phase } from '../../../web/calls/call.ts';
import type { Sample } from '../../../web/calls/quality-sample.ts';
import { QualityWatch } from '../../../web/calls/quality-watch.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Store } from '../../../web/lib/store.ts';

const peer = '88q8vn5rnvbbkkt0asz1' as PeerId;
const talking: Phase = { kind: 'talking', since: 0 };

function house() {
  const clock = new FakeClock();
  const calls = new Store<ReadonlyMap<CallId, Call>>(new Map());
  const { id } = someCall('one', peer);
  const state = { hidden: false, asked: 0, next: (_: number): Sample | null => null };
  const watch = new QualityWatch({
    calls,
    clock,
    sample: async () => state.next(++state.asked),
    isHidden: () => state.hidden,
  });
  const put = (phase: Phase) => calls.set(new Map([[id, someCall('one', peer, { phase })]]));
  const pass = async (ms: number) => {
    for (let rest = ms; rest > 0; rest -= 1_000) {
      clock.pass(1_000);
      for (let turns = 0; turns < 10; turns++) await Promise.resolve();
    }
  };
  const quality = () => watch.all.value.get(id);
  return { calls, id, state, watch, put, pass, quality };
}

describe('watching the quality', () => {
  it('does nothing before a call is accepted and after it is over', async () => {
    const { state, put, pass, calls } = house();
    await pass(10_000);
    put({ kind: 'ringing', path: true });
    await pass(10_000);
    assert.equal(state.asked, 0);
    put(talking);
    await pass(10_000);
    assert.equal(state.asked, 5);
    put({ kind: 'ended', reason: 'hung-up', at: 0, since: 0 });
    await pass(10_000);
    calls.set(new Map());
    await pass(10_000);
    assert.equal(state.asked, 5);
  });

  it('goes on more slowly while the page is hidden', async () => {
    const { state, put, pass } = house();
    state.hidden = true;
    put(talking);
    await pass(20_000);
    assert.equal(state.asked, 2);
  });

  it('grades from the second sample on, and falls with the loss', async () => {
    const { state, put, pass, quality } = house();
    state.next = (count) => sampleAt(count * 2, { lost: Math.max(0, count - 3) * 30 });
    put(talking);
    await pass(2_000);
    assert.isNull(quality()?.mine);
    await pass(2_000);
    assert.equal(quality()?.mine, 4);
    await pass(6_000);
    assert.isAtMost(quality()?.mine ?? 9, 1);
    assert.equal(quality()?.theirs, 4);
  });

  it('shows nothing left while the connection is sought', async () => {
    const { state, put, pass, quality } = house();
    state.next = (count) => sampleAt(count * 2);
    put(talking);
    await pass(6_000);
    put({ kind: 'reconnecting', since: 0 });
    assert.equal(quality()?.mine, 0);
    put(talking);
    await pass(8_000);
    assert.equal(quality()?.mine, 4);
  });

  it('keeps a summary of at most 60 points, with averages and states', async () => {
    const { state, put, pass, watch, id } = house();
    state.next = (count) => sampleAt(count * 2);
    put({ kind: 'connecting' });
    await pass(1_000);
    put(talking);
    await pass(3_600_000);
    put({ kind: 'ended', reason: 'hung-up', at: 0, since: 0 });
    const summary = watch.summary(id);
    assert.isAtMost(summary?.points.length ?? 99, 60);
    assert.isAtLeast(summary?.points.length ?? 0, 40);
    assert.isAbove(summary?.points.at(-1)?.at ?? 0, 3_400_000);
    assert.isAbove(summary?.averages.mine ?? 0, 4.3);
    assert.deepEqual(
      summary?.steps.map(({ phase }) => phase),
      ['connecting', 'talking', 'ended'],
    );
  });

  it('keeps nothing of a call that could not be measured', async () => {
    const { put, pass, watch, id } = house();
    put(talking);
    await pass(10_000);
    assert.isNull(watch.summary(id));
  });
});
