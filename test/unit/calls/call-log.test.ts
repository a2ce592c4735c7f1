import { assert } from '@esm-bundle/chai';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import { CallLog, toRecentCall } from '../../../web/calls/call-log.ts';
import type { Call, CallId, Phase } from '../../../web/calls/call.ts';
import type { RecentCall } from '../../../web/calls/recent-call.ts';
import type { Host } from '../../../web/identity/host.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';

const ignore = (): void => undefined;

function callId(number: number): CallId {
  return String(number).padStart(22, '0') as CallId;
}

function recent(number: number, more: Partial<RecentCall> = {}): RecentCall {
  return {
    id: callId(number),
    peer: '88q8vn5rnvbbkkt0asz1' as PeerId,
    home: null,
    claimedName: null,
    direction: 'incoming',
    kind: 'voice',
    reason: 'hung-up',
    startedAt: number,
    talkedMs: null,
    ...more,
  };
}

async function idsAfterReload(shelf: MemoryShelf): Promise<CallId[]> {
  return (await CallLog.load(shelf, ignore)).recents.value.map(({ id }) => id);
}

describe('call log', () => {
  it('lists the newest first, at once and after a reload', async () => {
    const shelf = new MemoryShelf();
    const log = await CallLog.load(shelf, ignore);
    await log.add(recent(2, { claimedName: 'Anna', kind: 'video', talkedMs: 5 }));
    await log.add(recent(3));
    const added = log.add(recent(1));
    const expected = [
      recent(3),
      recent(2, { claimedName: 'Anna', kind: 'video', talkedMs: 5 }),
      recent(1),
    ];
    assert.deepEqual(log.recents.value, expected);
    await added;
    assert.deepEqual((await CallLog.load(shelf, ignore)).recents.value, expected);
  });

  it('keeps a call once', async () => {
    const shelf = new MemoryShelf();
    const log = await CallLog.load(shelf, ignore);
    await log.add(recent(1));
    await log.add(recent(1, { reason: 'lost' }));
    const { value } = (await CallLog.load(shelf, ignore)).recents;
    assert.deepEqual(value, [recent(1, { reason: 'lost' })]);
    assert.deepEqual(log.recents.value, value);
  });

  it('forgets all calls, on the disk too, and brings them back', async () => {
    const shelf = new MemoryShelf();
    const log = await CallLog.load(shelf, ignore);
    await log.add(recent(1));
    await log.add(recent(2));
    const undo = await log.clear();
    assert.deepEqual(log.recents.value, []);
    assert.deepEqual(await idsAfterReload(shelf), []);
    await log.add(recent(3));
    await undo();
    assert.deepEqual(await idsAfterReload(shelf), [callId(3), callId(2), callId(1)]);
  });

  it('keeps the newest 500, on the disk too', async () => {
    const shelf = new MemoryShelf(
      Array.from(
        { length: 500 },
        (_, index) => [callId(index + 1), recent(index + 1)] as const,
      ).map(([key, record]): [string, unknown] => [key, record]),
    );
    const log = await CallLog.load(shelf, ignore);
    await log.add(recent(501));
    assert.lengthOf(log.recents.value, 500);
    assert.lengthOf(await shelf.entries(), 500);
    const ids = await idsAfterReload(shelf);
    assert.equal(ids[0], callId(501));
    assert.equal(ids.at(-1), callId(2));
  });

  it('forgets a call and brings it back in its place', async () => {
    const shelf = new MemoryShelf();
    const log = await CallLog.load(shelf, ignore);
    for (const number of [1, 2, 3]) await log.add(recent(number));
    const undo = await log.remove(callId(2));
    assert.deepEqual(await idsAfterReload(shelf), [callId(3), callId(1)]);
    await undo();
    assert.deepEqual(await idsAfterReload(shelf), [callId(3), callId(2), callId(1)]);
    assert.deepEqual(
      log.recents.value.map(({ id }) => id),
      [callId(3), callId(2), callId(1)],
    );
  });

  it('keeps the server of people of another one, which older records don’t name', async () => {
    const older = { ...recent(1), home: undefined };
    const abroad = { ...recent(2), home: 'tin.example:9000' };
    const spoilt = { ...recent(3), home: 'tin.example/x' };
    const log = await CallLog.load(
      new MemoryShelf([older, abroad, spoilt].map((call) => [call.id, call])),
      ignore,
    );
    assert.deepEqual(
      log.recents.value.map(({ home }) => home),
      [null, 'tin.example:9000' as Host, null],
    );
  });

  it('is loaded without the records that do not parse', async () => {
    const wrong = [
      null,
      'x',
      { ...recent(1), id: callId(2) },
      { ...recent(1), peer: 'nobody' },
      { ...recent(1), direction: 'sideways' },
      { ...recent(1), reason: 'boredom' },
      { ...recent(1), kind: 'smoke' },
      { ...recent(1), talkedMs: -1 },
      { ...recent(1), startedAt: Infinity },
      { ...recent(1), claimedName: 7 },
    ];
    for (const record of wrong) {
      const shelf = new MemoryShelf([
        [callId(1), record],
        [callId(9), recent(9)],
      ]);
      const reports: string[] = [];
      const log = await CallLog.load(shelf, (what) => reports.push(what));
      assert.deepEqual(log.recents.value, [recent(9)], JSON.stringify(record));
      assert.lengthOf(reports, 1);
      assert.lengthOf(await shelf.entries(), 2);
    }
  });
});

describe('what is kept of a call', () => {
  const side = { muted: false, camera: false, held: false, screen: false, away: false };

  function call(phase: Phase): Call {
    const { id, peer, claimedName, direction, kind, startedAt } = recent(7, {
      home: null,
      claimedName: 'Anna',
    });
    const offers = false;
    return {
      id,
      peer,
      home: null,
      claimedName,
      direction,
      kind,
      startedAt,
      ring: null,
      offers,
      phase,
      mine: side,
      theirs: side,
    };
  }

  it('is nothing while it is live', () => {
    const live: Phase[] = [
      { kind: 'dialing', path: false },
      { kind: 'ringing', path: true },
      { kind: 'connecting' },
      { kind: 'talking', since: 1 },
      { kind: 'reconnecting', since: 1 },
    ];
    for (const phase of live) assert.isNull(toRecentCall(call(phase)), phase.kind);
  });

  it('is who, how, when and how long', () => {
    const ended = (since: number | null, at: number): RecentCall | null =>
      toRecentCall(call({ kind: 'ended', reason: 'hung-up', since, at }));
    assert.deepEqual(ended(100, 350), recent(7, { claimedName: 'Anna', talkedMs: 250 }));
    assert.deepEqual(ended(null, 350), recent(7, { claimedName: 'Anna', talkedMs: null }));
    assert.equal(ended(350, 100)?.talkedMs, 0, 'the clock was set back');
  });
});
