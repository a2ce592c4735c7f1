import { assert } from '@esm-bundle/chai';
import { keepStorage } from '../../../web/platform/storage-keeper.ts';

function withStorage(storage: Partial<StorageManager> | undefined): void {
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
}

describe('keeping the storage', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'storage');
  });

  it('says what the browser says', async () => {
    const reports: string[] = [];
    const kept = await keepStorage((what) => reports.push(what));
    assert.equal(kept, await navigator.storage.persisted());
    assert.equal(reports.length, kept ? 0 : 1);
  });

  it('does not ask again for what is granted', async () => {
    withStorage({
      persisted: () => Promise.resolve(true),
      persist: () => Promise.reject(new Error('asked again')),
    });
    const reports: string[] = [];
    assert.isTrue(await keepStorage((what) => reports.push(what)));
    assert.deepEqual(reports, []);
  });

  it('is refused, not broken, where the browser can’t', async () => {
    for (const storage of [undefined, { persisted: () => Promise.reject(new Error('no')) }]) {
      withStorage(storage);
      const reports: string[] = [];
      assert.isFalse(await keepStorage((what) => reports.push(what)));
      assert.lengthOf(reports, 1);
    }
  });
});
