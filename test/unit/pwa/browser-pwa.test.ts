import { expect } from '@esm-bundle/chai';
import { Kept } from '../../../web/lib/kept.ts';
import type { Offer } from '../../../web/lib/pwa.ts';
import { Store } from '../../../web/lib/store.ts';
import { BrowserPwa } from '../../../web/pwa/browser-pwa.ts';
import type { Versions } from '../../../web/pwa/versions.ts';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';

async function begin() {
  const pwa = new BrowserPwa(() => {});
  const fresh = new Store(true);
  const kept = await Kept.load<readonly Offer[]>({
    shelf: new MemoryShelf(),
    key: 'declined',
    parse: () => null,
    first: [],
    report: () => {},
  });
  const versions = { fresh, busy: () => {}, update: () => {} };
  pwa.begin(versions as unknown as Versions, kept);
  return { pwa, fresh, kept };
}

describe('what somebody said no to', () => {
  it('is a version for now and all else for good', async () => {
    const { pwa, kept } = await begin();
    await pwa.decline('update');
    await pwa.decline('install');
    expect(pwa.declined.value).to.have.members(['update', 'install']);
    expect(kept.value.value, 'what the next page knows').to.deep.equal(['install']);
  });

  it('is not the next version', async () => {
    const { pwa, fresh } = await begin();
    await pwa.decline('notices');
    await pwa.decline('update');
    fresh.set(false);
    fresh.set(true);
    expect(pwa.declined.value).to.deep.equal(['notices']);
  });
});
