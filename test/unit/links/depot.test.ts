import { assert } from '@esm-bundle/chai';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { Depot, mostHeld, mostOfOne, type Held } from '../../../web/links/depot.ts';
import { newParcelId, parcelLength } from '../../../web/links/parcel-message.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { ana, ben, cem } from '../../fakes/fake-house.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

const sealed = 'A'.repeat(parcelLength);
const day = 24 * 3_600_000;

describe('what a phone keeps for others', () => {
  let shelf: MemoryShelf;
  let clock: FakeClock;
  let now = 0;
  const reports: string[] = [];
  const load = () =>
    Depot.load({
      shelf,
      clock: { now: () => clock.now() + now, after: (ms, task) => clock.after(ms, task) },
      report: (what) => reports.push(what),
    });
  const from = (sender: PeerId, slot: Held['slot'], to = ben) =>
    ({ id: newParcelId(), from: sender, to, slot }) as const;

  beforeEach(() => {
    shelf = new MemoryShelf();
    clock = new FakeClock();
    now = 0;
    reports.length = 0;
  });

  it('is there after a reload, one for each slot', async () => {
    const depot = await load();
    await depot.keep(from(ana, 0), sealed);
    const newer = from(ana, 0);
    await depot.keep(newer, 'B'.repeat(parcelLength));
    const [held, ...others] = (await load()).all();
    assert.isEmpty(others);
    assert.equal(held?.id, newer.id);
    assert.equal(await depot.read(held!), 'B'.repeat(parcelLength));
    assert.equal(await depot.read({ ...held!, id: newParcelId() }), null);
  });

  it('is never more than 10 MB, nor more than a third of it of one sender', async () => {
    assert.isAtMost(mostHeld * parcelLength, 10_000_000);
    const depot = await load();
    const kept: boolean[] = [];
    for (let slot = 0; slot < mostOfOne + 5; slot++)
      kept.push(await depot.keep(from(ana, slot), sealed));
    assert.lengthOf(kept.filter(Boolean), mostOfOne);
    assert.isTrue(await depot.keep(from(ana, 0), sealed), 'what takes the place of another one');
    assert.isTrue(await depot.keep(from(cem, 0), sealed), 'others have room');
    const others = [cem, ben, 'dajprjyd424h2y9at960', 'dajprjyd424h2y9at961'] as PeerId[];
    for (const other of others) {
      for (let slot = 0; slot < mostOfOne + 5; slot++)
        await depot.keep(from(other, slot, ana), sealed);
    }
    assert.lengthOf(depot.all(), mostHeld);
    assert.lengthOf(await shelf.entries(), mostHeld);
  });

  it('is dropped after 14 days, also if the clock was wrong when it came', async () => {
    now = 30 * day;
    await (await load()).keep(from(ana, 0), sealed);
    now = 0;
    const depot = await load();
    await depot.tidy();
    assert.isEmpty(depot.all());
    await depot.keep(from(ana, 1), sealed);
    clock.pass(13 * day);
    await depot.tidy();
    assert.lengthOf(depot.all(), 1);
    clock.pass(2 * day);
    await depot.tidy();
    assert.isEmpty(await shelf.entries());
  });

  it('is refused where the disk is full, and what was there stays', async () => {
    const depot = await load();
    const before = from(ana, 0);
    await depot.keep(before, sealed);
    shelf.update = () => Promise.reject(new Error('full'));
    assert.isFalse(await depot.keep(from(ana, 0), sealed));
    assert.isFalse(await depot.keep(from(ana, 1), sealed));
    assert.deepEqual(
      depot.all().map(({ id }) => id),
      [before.id],
    );
    assert.include(reports, 'a parcel could not be kept');
  });

  it('is set aside if it is none', async () => {
    shelf = new MemoryShelf([['x', { nonsense: true }]]);
    assert.isEmpty((await load()).all());
  });
});
