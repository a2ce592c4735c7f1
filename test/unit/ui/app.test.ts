import { expect } from '@esm-bundle/chai';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { appears, drawn, find, findAll, textOf, until } from './find.ts';
import { mount, phone } from './mount.ts';

async function open(scene: string) {
  const stage = await stageOf(scene);
  await mount(stage, phone);
  await appears('navigation', 'Main');
  return stage.services;
}

describe('the app', () => {
  it('offers a new version, except in a call', async () => {
    const { phone, pwa } = await open('update');
    (await appears('button', 'Update')).click();
    expect(pwa.asked).to.deep.equal(['update']);
    const call = someCall('talk', ada, {
      direction: 'incoming',
      phase: { kind: 'ringing', path: true },
    });
    phone.put(call);
    await until(() => findAll('button', 'Update').length === 0);
    phone.decline(call.id);
    await appears('button', 'Update');
  });

  it('is installed by the browser’s own question', async () => {
    const { pwa } = await open('offer-install');
    (await appears('button', 'Install Tincan')).click();
    await until(() => pwa.asked.includes('install'));
    await until(() => findAll('button', 'Install Tincan').length === 0);
  });

  it('is not offered again to who said no', async () => {
    const { pwa } = await open('offer-notices');
    (await appears('button', 'Not now')).click();
    await until(() => findAll('button', 'Not now').length === 0);
    expect(pwa.declined.value).to.deep.equal(['notices']);
  });

  it('shows three steps where the browser has no question', async () => {
    await open('settings-app');
    (await appears('button', 'Install Tincan')).click();
    const steps = await appears('dialog', 'Add to Home Screen');
    expect(steps.querySelectorAll('li').length).to.equal(3);
    find('button', 'Close').click();
    await until(() => findAll('dialog').length === 0);
  });

  it('asks for notifications on a press, and says what there is', async () => {
    const { pwa } = await open('settings-app');
    (await appears('button', 'Allow notifications')).click();
    await until(() => pwa.asked.includes('leave'));
    await drawn();
    const section = document.querySelector('tin-app')!;
    expect(textOf(section)).to.contain('Allowed: a call');
    pwa.leave.set('denied');
    await until(() => textOf(section).includes('Blocked: allow'));
    pwa.way.set('installed');
    await until(() => textOf(section).includes('Tincan is installed'));
    expect(textOf(section)).to.contain('once closed, it can’t ring');
  });

  it('opens one’s QR code by an address, once for each time it is asked', async () => {
    const { system } = await open('qr');
    await appears('dialog', 'Scan to call me');
    find('button', 'Close').click();
    await until(() => system.hash.value === '/recents');
    system.go('/qr');
    await appears('dialog', 'Scan to call me');
  });
});
