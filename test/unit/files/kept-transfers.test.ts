import { assert } from '@esm-bundle/chai';
import type { FileKey } from '../../../web/files/disk.ts';
import { KeptTransfers } from '../../../web/files/kept-transfers.ts';
import { calm, keyOf, type Transfer } from '../../../web/files/transfer.ts';
import { Failure } from '../../../web/lib/failure.ts';
import { ana, ben } from '../../fakes/fake-house.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import { someTransfer } from './some-transfer.ts';

describe('what is kept of transfers', () => {
  let shelf: MemoryShelf;
  let reports: string[];
  /** What the disk was told to take away, or to keep. */
  let removed: FileKey[];
  let swept: (readonly FileKey[])[];
  let isRefused: boolean;

  beforeEach(() => {
    [shelf, reports, removed, swept, isRefused] = [new MemoryShelf(), [], [], [], false];
  });

  async function load(...saved: Transfer[]): Promise<KeptTransfers> {
    for (const each of saved) await shelf.update(each.id, () => each);
    return KeptTransfers.load({
      shelf,
      disk: {
        remove: async (key) => {
          if (isRefused) throw new Failure('storage');
          removed.push(key);
        },
        sweep: async (keys) => void swept.push(keys),
      },
      report: (what) => reports.push(what),
    });
  }

  async function records(): Promise<unknown[]> {
    return (await shelf.entries()).map(([, record]) => record);
  }

  it('is there for the next page, and how it travelled is not', async () => {
    const saved = someTransfer();
    const kept = await load(saved);
    kept.change(saved.id, { pieces: 2, more: 9, rate: 7, trouble: 'full' });
    assert.deepEqual(await records(), [saved], 'what is only changed is not written');
    await kept.keep(saved.id);
    assert.deepEqual((await load()).get(saved.id), { ...saved, ...calm, pieces: 2 });
  });

  it('is seen before it is written, and told to nobody who has seen it', async () => {
    const kept = await load();
    const saved = someTransfer();
    const written = kept.save(saved);
    assert.deepEqual(kept.get(saved.id), { ...saved, ...calm });
    assert.isEmpty(await records());
    await written;
    assert.deepEqual(await records(), [saved]);
    let told = 0;
    kept.all.subscribe(() => told++);
    kept.change(saved.id, { pieces: 0, trouble: null });
    assert.equal(told, 0);
    kept.change(saved.id, { pieces: 1, trouble: null });
    assert.equal(told, 1);
  });

  it('is seen as before where it can’t be written, but for what became of it meanwhile', async () => {
    const saved = someTransfer();
    const kept = await load(saved);
    shelf.isFull = true;
    const paused = kept.save({ ...saved, isPaused: true });
    assert.isTrue(kept.get(saved.id)?.isPaused);
    kept.change(saved.id, { pieces: 2, rate: 7 });
    assert.instanceOf(await paused.catch((error: unknown) => error), Failure);
    assert.deepEqual(kept.get(saved.id), { ...saved, ...calm, pieces: 2, rate: 7 });
    const other = someTransfer({ peer: ben });
    assert.instanceOf(await kept.save(other).catch((error: unknown) => error), Failure);
    assert.isUndefined(kept.get(other.id), 'what was not known before is not');
    assert.deepEqual(await records(), [saved]);
  });

  it('is gone when it was removed', async () => {
    const saved = someTransfer();
    const kept = await load(saved);
    kept.hide(saved.id);
    kept.change(saved.id, { pieces: 1 });
    assert.isUndefined(kept.get(saved.id));
    await kept.remove(saved);
    await kept.keep(saved.id);
    assert.deepEqual(removed, [keyOf(saved)]);
    assert.deepEqual([await records(), reports], [[], []]);
  });

  it('stays gone where how far it was is written just then', async () => {
    const saved = someTransfer();
    const kept = await load(saved);
    const written = kept.keep(saved.id);
    await shelf.remove(saved.id);
    await written;
    assert.isEmpty(await records());
  });

  it('stays written down where its bytes can’t be removed: the next page sees to it', async () => {
    const saved = someTransfer();
    const kept = await load(saved);
    isRefused = true;
    kept.hide(saved.id);
    await kept.remove(saved);
    assert.deepEqual(await records(), [saved]);
    assert.lengthOf(reports, 1);
  });

  it('keeps its bytes, and no others, unless there is what only a later version knows', async () => {
    const saved = [someTransfer(), someTransfer({ peer: ben })];
    await (await load(...saved)).sweep();
    assert.deepEqual(swept, [saved.map(keyOf)]);
    await shelf.update('later', () => ({ what: 'nobody knows' }));
    const kept = await load();
    assert.lengthOf(reports, 1);
    assert.equal(kept.all.value.size, 2);
    await kept.sweep();
    assert.lengthOf(swept, 1);
    assert.lengthOf(await records(), 3);
  });

  it('is found by person, and by its bytes', async () => {
    const [one, same] = [someTransfer(), someTransfer({ peer: ben })];
    const other = someTransfer({ file: { ...one.file, root: 'o'.repeat(43) }, isDone: true });
    const kept = await load(one, same, other);
    assert.deepEqual(
      kept.openOf(ana).map(({ id }) => id),
      [one.id],
    );
    assert.deepEqual(
      kept.alike(one).map(({ id }) => id),
      [same.id],
    );
  });
});
