import { assert } from '@esm-bundle/chai';
import { MemoryShelf } from '../../fakes/memory-shelf.ts';
import { defaultSettings } from '../../../web/identity/settings.ts';
import { SettingsStore } from '../../../web/identity/settings-store.ts';

const ignore = (): void => undefined;

describe('settings', () => {
  it('are the defaults at first', async () => {
    const store = await SettingsStore.load(new MemoryShelf(), ignore);
    assert.deepEqual(store.all.value, defaultSettings);
  });

  it('are seen at once when they change, and are there after a reload', async () => {
    const shelf = new MemoryShelf();
    const store = await SettingsStore.load(shelf, ignore);
    const seen: (string | null)[] = [];
    store.all.subscribe(({ name }) => seen.push(name));
    const written = store.change({ name: 'Anna', theme: 'dark' });
    assert.deepEqual(seen, ['Anna']);
    await written;
    const again = await SettingsStore.load(shelf, ignore);
    assert.deepEqual(again.all.value, { ...defaultSettings, name: 'Anna', theme: 'dark' });
  });

  it('keep what another tab changed meanwhile', async () => {
    const shelf = new MemoryShelf();
    const here = await SettingsStore.load(shelf, ignore);
    const there = await SettingsStore.load(shelf, ignore);
    await there.change({ doNotDisturb: true });
    await here.change({ name: 'Anna' });
    const { value } = (await SettingsStore.load(shelf, ignore)).all;
    assert.deepEqual([value.name, value.doNotDisturb], ['Anna', true]);
  });

  it('take the default for a field an older version did not save', async () => {
    const shelf = new MemoryShelf([['settings', { name: 'Anna', strangers: false }]]);
    const reports: string[] = [];
    const store = await SettingsStore.load(shelf, (what) => reports.push(what));
    assert.deepEqual(store.all.value, { ...defaultSettings, name: 'Anna', strangers: false });
    assert.deepEqual(reports, []);
  });

  for (const broken of [
    'x',
    { ...defaultSettings, theme: 'pink' },
    { ...defaultSettings, strangers: 'yes' },
    { ...defaultSettings, name: '\u202eannA' },
    { ...defaultSettings, name: '' },
  ]) {
    it(`are the defaults where ${JSON.stringify(broken)} was saved, which is set aside`, async () => {
      const shelf = new MemoryShelf([['settings', broken]]);
      const reports: string[] = [];
      const store = await SettingsStore.load(shelf, (what) => reports.push(what));
      assert.deepEqual(store.all.value, defaultSettings);
      assert.lengthOf(reports, 1);
      const [[key, record] = []] = await shelf.entries();
      assert.match(key ?? '', /^set-aside:settings:\d+$/);
      assert.deepEqual(record, broken);
    });
  }
});
