import { assert } from '@esm-bundle/chai';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import { loadRecord, loadRecords } from '../../../web/lib/load-records.ts';
import type { Shelf } from '../../../web/lib/shelf.ts';

const parseNumber = (record: unknown): number | null =>
  typeof record === 'number' ? record : null;

const ignore = (): void => undefined;

describe('loading records', () => {
  it('moves aside what does not parse, reports it and goes on', async () => {
    const shelf = new MemoryShelf([
      ['a', 1],
      ['b', { not: 'a number' }],
      ['c', 3],
    ]);
    const reports: string[] = [];
    const records = await loadRecords(shelf, parseNumber, (what) => reports.push(what));
    assert.deepEqual(
      [...records],
      [
        ['a', 1],
        ['c', 3],
      ],
    );
    assert.deepEqual(reports, ['record set aside: b']);
    const aside = (await shelf.entries()).filter(([key]) => /^set-aside:b:\d+$/.test(key));
    assert.deepEqual(
      aside.map(([, record]) => record),
      [{ not: 'a number' }],
    );
    assert.notInclude(
      (await shelf.entries()).map(([key]) => key),
      'b',
    );
  });

  it('leaves alone what was set aside before', async () => {
    const shelf = new MemoryShelf([['set-aside:b:1', 'x']]);
    const reports: string[] = [];
    const records = await loadRecords(shelf, parseNumber, (what) => reports.push(what));
    assert.equal(records.size, 0);
    assert.deepEqual(reports, []);
    assert.deepEqual(await shelf.entries(), [['set-aside:b:1', 'x']]);
  });

  it('of one key touches no other', async () => {
    const shelf = new MemoryShelf([
      ['mine', 7],
      ['another’s', 'x'],
    ]);
    assert.equal(await loadRecord(shelf, 'mine', parseNumber, ignore), 7);
    assert.isNull(await loadRecord(shelf, 'missing', parseNumber, ignore));
    assert.deepEqual(
      (await shelf.entries()).map(([key]) => key),
      ['mine', 'another’s'],
    );
  });

  it('goes on where the disk refuses to set aside', async () => {
    const full: Shelf = {
      entries: () =>
        Promise.resolve([
          ['a', 'x'],
          ['b', 2],
        ]),
      update: () => Promise.reject(new Error('full')),
      remove: () => Promise.reject(new Error('removed what has no copy')),
    };
    const details: unknown[] = [];
    const records = await loadRecords(full, parseNumber, (_, detail) => details.push(detail));
    assert.deepEqual([...records], [['b', 2]]);
    assert.deepEqual(details.map(String), ['Error: full']);
  });
});
