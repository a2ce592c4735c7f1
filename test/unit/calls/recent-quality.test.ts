import { assert } from '@esm-bundle/chai';
import { someSummary } from '../../fakes/fake-quality.ts';
import { parseRecentCall } from '../../../web/calls/recent-call.ts';

const id = '1'.padStart(22, '0');
const old = {
  id,
  peer: '88q8vn5rnvbbkkt0asz1',
  claimedName: null,
  direction: 'incoming',
  kind: 'voice',
  reason: 'hung-up',
  startedAt: 1,
  talkedMs: 2,
};

describe('quality kept with a call', () => {
  it('comes back as it was saved', () => {
    const quality = someSummary();
    assert.deepEqual(parseRecentCall({ ...old, quality }, id)?.quality, quality);
  });

  it('is missing in calls from before, which load all the same', () => {
    assert.deepEqual(parseRecentCall(old, id), { ...old, home: null } as never);
  });

  it('is dropped when it can’t be read; the call stays', () => {
    const good = someSummary();
    const wrong: unknown[] = [
      7,
      { ...good, route: '192.0.2.7' },
      { ...good, audioCodec: 'x' },
      { ...good, averages: { ...good.averages, mine: 9 } },
      { ...good, points: Array.from({ length: 61 }, () => good.points[0]) },
      { ...good, points: [{ at: -1 }] },
      { ...good, steps: [{ at: 1, phase: 'asleep' }] },
    ];
    for (const quality of wrong) {
      assert.deepEqual(parseRecentCall({ ...old, quality }, id), { ...old, home: null } as never);
    }
  });
});
