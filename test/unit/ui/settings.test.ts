import { expect } from '@esm-bundle/chai';
import 'axe-core/axe.min.js';
import type axeType from 'axe-core';
import { echoPeer } from '../../../web/calls/echo-peer.ts';
import { formatBytes } from '../../../web/ui/format-bytes.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { ada, alan, stageOf } from '../../fakes/scenes.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { mount, phone } from './mount.ts';

const { axe } = window as unknown as { axe: typeof axeType };

async function open(scene = 'settings'): Promise<FakeServices> {
  const stage = await stageOf(scene);
  await mount(stage, phone);
  return stage.services;
}

/** Chooses or sets, as a person does. */
function change(field: HTMLElement, value: string): void {
  (field as HTMLInputElement | HTMLSelectElement).value = value;
  field.dispatchEvent(new Event('change'));
}

/** A section of the settings, as soon as they are there. */
const section = (tag: string) =>
  until(() => {
    const app = document.querySelector('tin-app');
    const shell = app?.shadowRoot?.querySelector('tin-shell');
    const page = shell?.shadowRoot?.querySelector('tin-settings');
    const found = page?.shadowRoot?.querySelector(tag);
    if (!found) throw new Error(`There is no ${tag}`);
    return found;
  });

describe('the settings of the sound', () => {
  it('change the ringtone and let it be heard', async () => {
    const { settings, ringSample } = await open();
    change(await appears('combobox', 'Ringtone'), 'chime');
    expect(settings.all.value.ringtone).to.equal('chime');
    expect(ringSample.asked).to.deep.equal(['start']);
  });

  it('change the volume, and are silent once they are left', async () => {
    const { settings, ringSample, system } = await open();
    const range = await appears('slider', 'Ring volume');
    expect((range as HTMLInputElement).value).to.equal('80');
    change(range, '25');
    expect(settings.all.value.volume).to.equal(0.25);
    await until(() => range.getAttribute('aria-valuetext') === '25%');
    find('button', 'Hear the ringtone').click();
    expect(ringSample.asked).to.deep.equal(['start', 'start']);
    system.go('/recents');
    await until(() => ringSample.asked.at(-1) === 'stop');
  });
});

describe('the settings of who may ring', () => {
  it('speak of silent strangers only where strangers may ring', async () => {
    const { settings } = await open();
    (await appears('switch', 'Strangers ring silently')).click();
    expect(settings.all.value.strangersSilent).to.equal(true);
    find('switch', 'Calls from strangers').click();
    await until(() => findAll('switch', 'Strangers ring silently').length === 0);
  });

  it('list who is blocked, and unblock with a way back', async () => {
    const { contacts } = await open('settings-blocked');
    const list = await appears('list', 'Blocked people');
    expect(findAll('listitem', undefined, list).map(textOf)).to.deep.equal(['Alan Turing Unblock']);
    find('button', 'Unblock').click();
    await until(() => contacts.all.value.get(alan)?.blocked === false);
    await until(() => findAll('list', 'Blocked people').length === 0);
    (await appears('button', 'Undo')).click();
    await appears('button', 'Unblock');
    expect(contacts.all.value.get(ada)?.blocked).to.equal(false);
  });
});

describe('the storage in use', () => {
  it('is told in figures', async () => {
    await open();
    const storage = await section('tin-settings-storage');
    await until(() => textOf(storage).includes('123 kB of 2 GB'));
    expect(textOf(storage)).to.match(/Contacts 3 .*Calls in Recents 6 /);
  });

  it('is kept when the browser promises so', async () => {
    const { storage } = await open();
    (await appears('button', 'Keep it safe')).click();
    await until(() => findAll('button', 'Keep it safe').length === 0);
    expect(storage.space.kept).to.equal(true);
  });

  it('is asked for again where the browser does not promise', async () => {
    const { storage } = await open();
    storage.promises = false;
    (await appears('button', 'Keep it safe')).click();
    await until(() => findAll('status').some((one) => textOf(one).includes('not promise it yet')));
    find('button', 'Keep it safe');
  });

  it('loses the recents at one’s word, and gets them back', async () => {
    const { log } = await open();
    const before = log.recents.value;
    (await appears('button', 'Clear recents')).click();
    await until(() => log.recents.value.length === 0);
    await until(() => (find('button', 'Clear recents') as HTMLButtonElement).disabled);
    (await appears('button', 'Undo')).click();
    await until(() => log.recents.value.length === before.length);
    expect(log.recents.value).to.deep.equal(before);
  });

  it('is written in the unit that fits', () => {
    expect(formatBytes(0, 'en')).to.equal('0 bytes');
    expect(formatBytes(999, 'en')).to.equal('999 bytes');
    expect(formatBytes(1_234_567, 'de')).to.match(/^1,23.MB$/);
  });
});

describe('about', () => {
  it('names the broker, the licence, and those of the packages', async () => {
    await open();
    const about = await section('tin-settings-about');
    await until(() => textOf(about).includes('People of other servers'));
    expect((find('textbox', 'Broker', about) as HTMLInputElement).value).to.equal('tin.example');
    expect(textOf(about)).to.contain('MIT');
    find('button', 'Licences').click();
    const dialog = await appears('dialog', 'Licences');
    await until(() => textOf(dialog).includes('lit 3.3.3 BSD-3-Clause'));
    const { violations } = await axe.run(document);
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
    find('button', 'Close', dialog).click();
    await until(() => findAll('dialog').length === 0);
  });
});

describe('the test call', () => {
  it('is called from the settings and from empty recents', async () => {
    for (const scene of ['settings', 'empty']) {
      const { phone: calls } = await open(scene);
      (await appears('button', 'Test call')).click();
      expect(calls.asked).to.deep.equal([`dial ${echoPeer} voice`]);
      await appears('region', 'Call');
      await appears('heading', 'Echo');
    }
  });

  it('says afterwards what was found, and offers to call again, not to keep the echo', async () => {
    const { testFindings } = await open('test-over');
    await appears('button', 'Call again');
    expect(findAll('button', 'Add contact', find('region', 'Call'))).to.have.length(0);
    const told = () => findAll('status', undefined, find('region', 'Call')).map(textOf).join();
    await until(() => told().includes('Your microphone was heard'));
    expect(told()).to.contain('Another app has your camera');
    testFindings.set({ kind: 'cut' });
    await until(() => told().includes('did not connect'));
  });
});
