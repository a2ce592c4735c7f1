import { expect } from '@esm-bundle/chai';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { browserSystem } from '../../../web/platform/browser-system.ts';
import { dialogs } from './dialog-list.ts';
import { deepAll } from './deep.ts';
import { appears, find, findAll, until } from './find.ts';
import { mount, phone as phoneSize } from './mount.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';

// The history is the browser's own.
const system = browserSystem();
const hasLayer = () => 'layer' in ((history.state ?? {}) as object);

async function open(scene: string, hash: string, size?: typeof phoneSize) {
  const { services } = await stageOf(scene);
  document.querySelector('tin-app')?.remove();
  system.go(hash);
  await mount({ kind: 'ready', services: { ...services, system } }, size);
  return services;
}

const gone = () => until(() => findAll('dialog').length === 0);
const isAt = (hash: string) => until(() => system.hash.value === hash && !hasLayer());

for (const { title, scene, hash, button } of dialogs) {
  describe(`the dialog “${title}”`, () => {
    let services: Awaited<ReturnType<typeof open>>;

    beforeEach(async () => {
      system.go('/messages');
      services = await open(scene, hash);
      (await appears('button', button)).click();
      await appears('dialog', title);
    });
    afterEach(() => until(() => !hasLayer()));

    it('is closed by Back, and the page stays', async () => {
      history.back();
      await gone();
      await isAt(hash);
      history.back();
      await isAt('/messages');
    });

    it('leaves no step behind when Escape closes it', async () => {
      await sendKeys({ press: 'Escape' });
      await gone();
      await isAt(hash);
      history.back();
      await isAt('/messages');
    });

    it('leaves none behind its button, nor a click beside it', async () => {
      find('button', 'Close', find('dialog', title)).click();
      await gone();
      await isAt(hash);
      find('button', button).click();
      await appears('dialog', title);
      await sendMouse({ type: 'click', position: [4, 4] });
      await gone();
      await isAt(hash);
      history.back();
      await isAt('/messages');
    });

    it('stays where a text is selected to beyond its edge', async () => {
      const { left, top, width } = find('dialog', title).getBoundingClientRect();
      const inside: [number, number] = [Math.round(left + width / 2), Math.round(top + 12)];
      await sendMouse({ type: 'move', position: inside });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [4, 4] });
      await sendMouse({ type: 'up' });
      find('button', 'Close', find('dialog', title)).click();
      await gone();
    });

    // In a call a second one is refused.
    if (scene !== 'voice' && scene !== 'quality-good') {
      it('makes way for somebody who rings', async () => {
        services.phone.put(
          someCall('ring', ada, {
            direction: 'incoming',
            phase: { kind: 'ringing', path: true },
          }),
        );
        await gone();
        await appears('alertdialog', 'Incoming call');
        await isAt(hash);
      });
    }
  });
}

describe('a dialog', () => {
  it('in a call goes by Back before the call does', async () => {
    await open('voice', '/recents', phoneSize);
    (await appears('button', 'Devices')).click();
    await appears('dialog', 'Devices');
    history.back();
    await gone();
    expect(findAll('region', 'Call')).to.have.length(1);
    await until(() => find('button', 'Minimise'));
    history.back();
    await appears('button', 'Return to Ada Lovelace');
    await isAt('/recents');
  });

  it('goes with the call it belongs to, and so does its step', async () => {
    const { phone } = await open('voice', '/recents', phoneSize);
    (await appears('button', 'Devices')).click();
    await appears('dialog', 'Devices');
    const [call] = phone.calls.value.values();
    phone.end(call!.id, 'hung-up');
    await gone();
    (await appears('button', 'Close')).click();
    await isAt('/recents');
  });

  it('closes when the address changes beneath it', async () => {
    await open('contacts', '/contacts');
    (await appears('button', 'Show QR code')).click();
    await appears('dialog', 'Scan to call me');
    location.hash = '/settings';
    await gone();
    await isAt('/settings');
  });

  it('goes where it can’t be seen any more, as on a tablet that is turned', async () => {
    await open('contacts', `/contacts/${ada}`, { width: 1024, height: 768 });
    (await appears('button', 'Scan QR code')).click();
    await appears('dialog', 'Scan QR code');
    await setViewport({ width: 768, height: 1024 });
    await until(() => ![...deepAll()].some((element) => element.matches('dialog:modal')));
  });

  it('keeps the keys of a call that runs below it', async () => {
    const { phone } = await open('voice', '/recents');
    const muted = () => [...phone.calls.value.values()].some(({ mine }) => mine.muted);
    await appears('region', 'Call');
    await sendKeys({ press: '?' });
    const dialog = await appears('dialog', 'Keyboard help');
    await sendKeys({ press: 'm' });
    expect(muted()).to.equal(false);
    // A click on words takes the focus out of the dialog.
    const { x, y } = find('heading', 'Keyboard help', dialog).getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x) + 8, Math.round(y) + 8] });
    await sendKeys({ press: 'm' });
    expect(muted()).to.equal(false);
    await sendKeys({ press: 'Escape' });
    await gone();
    await sendKeys({ press: 'm' });
    await until(muted);
  });

  it('that an address opened is left for good', async () => {
    system.go('/messages');
    await open('qr', '/qr');
    await appears('dialog', 'Scan to call me');
    history.back();
    await gone();
    await isAt('/recents');
    history.back();
    await isAt('/messages');
  });
});
