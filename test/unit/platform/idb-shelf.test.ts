import { assert } from '@esm-bundle/chai';
import type { Shelf } from '../../../web/lib/shelf.ts';
import { Failure } from '../../../web/lib/failure.ts';
import { idbShelf } from '../../../web/platform/idb-shelf.ts';

let made = 0;

function newName(): string {
  made += 1;
  return `idb-shelf-test-${Date.now()}-${made}`;
}

describe('shelf in IndexedDB', () => {
  let name: string;
  let shelf: Shelf;

  beforeEach(() => {
    name = newName();
    shelf = idbShelf(name);
  });

  after(async () => {
    for (const database of await indexedDB.databases())
      indexedDB.deleteDatabase(database.name ?? '');
  });

  it('is empty at first', async () => {
    assert.deepEqual(await shelf.entries(), []);
  });

  it('gives back what was saved, to another page too', async () => {
    await shelf.update('b', () => ({ text: 'two', bytes: new Uint8Array([1, 2]) }));
    await shelf.update('a', () => 1);
    const elsewhere = idbShelf(name);
    assert.deepEqual(await elsewhere.entries(), [
      ['a', 1],
      ['b', { text: 'two', bytes: new Uint8Array([1, 2]) }],
    ]);
  });

  it('hands the old record to the change, undefined if there is none', async () => {
    const seen: unknown[] = [];
    for (const record of ['one', 'two', 'three']) {
      await shelf.update('a', (old) => {
        seen.push(old);
        return record;
      });
    }
    assert.deepEqual(seen, [undefined, 'one', 'two']);
  });

  it('leaves a record as it was for undefined', async () => {
    await shelf.update('a', () => 1);
    await shelf.update('a', () => undefined);
    await shelf.update('b', () => undefined);
    assert.deepEqual(await shelf.entries(), [['a', 1]]);
  });

  it('loses no change of two pages at the same time', async () => {
    const pages = [shelf, idbShelf(name)].flatMap((page) => Array.from({ length: 10 }, () => page));
    const increments = pages.map((page) =>
      page.update('count', (count) => (typeof count === 'number' ? count + 1 : 1)),
    );
    await Promise.all(increments);
    assert.deepEqual(await shelf.entries(), [['count', 20]]);
  });

  it('removes, also what is not there', async () => {
    await shelf.update('a', () => 1);
    await shelf.remove('a');
    await shelf.remove('a');
    assert.deepEqual(await shelf.entries(), []);
  });

  it('has one database for each name', async () => {
    const other = idbShelf(newName());
    await shelf.update('a', () => 1);
    await other.update('a', () => 2);
    assert.deepEqual(await shelf.entries(), [['a', 1]]);
    assert.deepEqual(await other.entries(), [['a', 2]]);
  });

  it('rejects with one failure for whatever can’t be saved, and keeps the old record', async () => {
    await shelf.update('a', () => 1);
    const failure = await shelf
      .update('a', () => () => 'a function can’t be stored')
      .catch((error: unknown) => error);
    assert.instanceOf(failure, Failure);
    assert.equal((failure as Failure<string>).code, 'storage');
    assert.deepEqual(await shelf.entries(), [['a', 1]]);
  });
});
