import { assert } from '@esm-bundle/chai';
import { offerFor, type OfferReasons } from '../../../web/calls/offers.ts';
import type { RecentCall } from '../../../web/calls/recent-call.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada } from '../../fakes/scenes.ts';

const live = someCall('live', ada);
const good: RecentCall = {
  id: live.id,
  peer: ada,
  home: null,
  claimedName: null,
  direction: 'outgoing',
  kind: 'voice',
  reason: 'hung-up',
  startedAt: 1,
  talkedMs: 60_000,
};
const missed: RecentCall = { ...good, direction: 'incoming', reason: 'cancelled', talkedMs: null };

function offered(reasons: Partial<OfferReasons>) {
  return offerFor({
    calls: new Map(),
    recents: [],
    fresh: false,
    leave: 'granted',
    way: 'none',
    declined: [],
    ...reasons,
  });
}

describe('offer', () => {
  it('is a new version before everything else', () => {
    const all = { fresh: true, leave: 'default', way: 'prompt', recents: [missed, good] } as const;
    assert.equal(offered(all), 'update');
    assert.equal(offered({ ...all, declined: ['update'] }), 'notices');
    assert.equal(offered({ ...all, declined: ['update', 'notices'] }), 'install');
    assert.equal(offered({ ...all, declined: ['install', 'update', 'notices'] }), null);
  });

  it('waits while a call is live, and until it is known what was declined', () => {
    assert.equal(offered({ fresh: true, calls: new Map([[live.id, live]]) }), null);
    assert.equal(offered({ fresh: true, declined: null }), null);
  });

  it('is to install once a call went well, where there is a way', () => {
    for (const way of ['prompt', 'steps'] as const) {
      assert.equal(offered({ way, recents: [good] }), 'install');
      assert.equal(offered({ way, recents: [{ ...good, talkedMs: 2_000 }] }), null);
      assert.equal(offered({ way, recents: [{ ...good, reason: 'lost' }] }), null);
      assert.equal(offered({ way, recents: [] }), null);
    }
    assert.equal(offered({ way: 'none', recents: [good] }), null);
    assert.equal(offered({ way: 'installed', recents: [good] }), null);
  });

  it('is to notify once a call was missed, if nobody was asked before', () => {
    assert.equal(offered({ leave: 'default', recents: [missed] }), 'notices');
    for (const leave of ['granted', 'denied', 'impossible'] as const) {
      assert.equal(offered({ leave, recents: [missed] }), null);
    }
  });
});
