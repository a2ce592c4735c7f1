import { expect } from '@esm-bundle/chai';
import { keepShortcuts, keptShortcuts, withShortcuts } from '../../../web/pwa/shortcuts.ts';

const ada = { name: 'Ada', hash: '/contacts/x' };

describe('the shortcuts of this phone', () => {
  afterEach(async () => void (await caches.delete('tincan-shortcuts')));

  it('are kept for the service worker', async () => {
    expect(await keptShortcuts()).to.deep.equal([]);
    await keepShortcuts([ada]);
    expect(await keptShortcuts()).to.deep.equal([ada]);
  });

  it('are none where something else lies in their place', async () => {
    const cache = await caches.open('tincan-shortcuts');
    for (const text of ['', '{}', '[{"name":1}]', 'null', '[']) {
      await cache.put('/shortcuts', new Response(text));
      expect(await keptShortcuts(), text).to.deep.equal([]);
    }
  });

  it('come behind the first of everybody’s', () => {
    const manifest = { name: 'Tincan', shortcuts: [{ name: 'QR' }, { name: 'Contacts' }] };
    const mine = withShortcuts(manifest, [ada]) as {
      name: string;
      shortcuts: { name: string; url?: string }[];
    };
    expect(mine.name).to.equal('Tincan');
    expect(mine.shortcuts.map(({ name }) => name)).to.deep.equal(['QR', 'Ada', 'Contacts']);
    expect(mine.shortcuts[1]?.url).to.equal('./#/contacts/x');
    for (const none of [null, 3, {}, { shortcuts: 'x' }]) {
      expect(withShortcuts(none, [ada])).to.equal(none);
    }
  });
});
