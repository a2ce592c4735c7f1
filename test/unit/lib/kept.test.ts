import { assert } from '@esm-bundle/chai';
import { Kept } from '../../../web/lib/kept.ts';
import type { Shelf } from '../../../web/lib/shelf.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

const load = (shelf: Shelf, first: number) =>
  Kept.load({
    shelf,
    key: 'count',
    parse: (record) => (typeof record === 'number' ? record : null),
    first,
    report: () => {},
  });

describe('kept value', () => {
  it('is the first one until another is set, over reloads', async () => {
    const shelf = new MemoryShelf();
    assert.equal((await load(shelf, 1)).value.value, 1);
    const again = await load(shelf, 2);
    assert.equal(again.value.value, 1);
    await again.set(3);
    assert.equal((await load(shelf, 2)).value.value, 3);
  });

  it('is the first one where what was saved does not parse', async () => {
    assert.equal((await load(new MemoryShelf([['count', 'many']]), 1)).value.value, 1);
  });
});
