import { assert } from '@esm-bundle/chai';
import type { Call, CallId } from '../../../web/calls/call.ts';
import { noticesAfter, seenAfter, unseenOf, type Notice } from '../../../web/calls/notices.ts';
import type { RecentCall } from '../../../web/calls/recent-call.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada } from '../../fakes/scenes.ts';

const one = someCall('one', ada);
const ringing: Call = { ...one, direction: 'incoming', phase: { kind: 'ringing', path: true } };
const talking: Call = { ...ringing, phase: { kind: 'talking', since: 5 } };

function recent(change: Partial<RecentCall> = {}): RecentCall {
  return {
    id: one.id,
    peer: ada,
    home: null,
    claimedName: null,
    direction: 'incoming',
    kind: 'voice',
    reason: 'cancelled',
    startedAt: 100,
    talkedMs: null,
    ...change,
  };
}

function notice(
  before: Notice | null,
  call: Call | null,
  unseen: readonly RecentCall[],
  visible: boolean,
): Notice | null {
  const notices = noticesAfter(
    new Map<CallId, Notice>(before === null ? [] : [[one.id, before]]),
    new Map(call === null ? [] : [[one.id, call]]),
    unseen,
    visible,
  );
  return notices.get(one.id) ?? null;
}

describe('notices', () => {
  it('are there for what rings while nobody sees the page', () => {
    assert.equal(notice(null, ringing, [], false), 'ring');
    assert.equal(notice('ring', ringing, [], false), 'ring');
    assert.equal(notice(null, ringing, [], true), null);
    assert.equal(notice('ring', ringing, [], true), null);
  });

  it('are not for what one does oneself, nor for what was answered', () => {
    assert.equal(notice(null, { ...ringing, direction: 'outgoing' }, [], false), null);
    assert.equal(notice('ring', talking, [], false), null);
  });

  it('say “missed” in the place of a ring, until that was seen', () => {
    assert.equal(notice('ring', null, [recent()], false), 'missed');
    assert.equal(notice('missed', null, [recent()], true), 'missed');
    assert.equal(notice('missed', null, [], true), null);
    assert.equal(notice('ring', null, [], false), null, 'declined elsewhere');
  });

  it('say “missed” of who finds this phone busy while nobody sees the page', () => {
    const busy: Call = { ...ringing, phase: { kind: 'ended', reason: 'busy', at: 5, since: null } };
    const missed = [recent({ reason: 'busy' })];
    assert.equal(notice(null, busy, missed, false), 'missed');
    assert.equal(notice(null, busy, missed, true), null);
    assert.equal(notice(null, null, missed, false), null, 'it was told before');
  });

  it('say nothing of a missed call that never rang for the eyes', () => {
    assert.equal(notice(null, null, [recent()], false), null);
  });
});

describe('missed calls not yet seen', () => {
  it('are the missed ones after the last that was seen', () => {
    const calls = [
      recent({ startedAt: 300 }),
      recent({ startedAt: 200, talkedMs: 5, reason: 'hung-up' }),
      recent({ startedAt: 150, reason: 'busy' }),
      recent({ startedAt: 100 }),
    ];
    const at = (seenUntil: number) => unseenOf(calls, seenUntil).map((call) => call.startedAt);
    assert.deepEqual(at(0), [300, 150, 100]);
    assert.deepEqual(at(100), [300, 150]);
    assert.deepEqual(at(seenAfter(calls, 100)), []);
  });

  it('never come back by a look at an empty or older list', () => {
    assert.equal(seenAfter([], 500), 500);
    assert.equal(seenAfter([recent({ startedAt: 100 })], 500), 500);
  });
});
