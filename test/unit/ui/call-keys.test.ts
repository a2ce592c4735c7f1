import { expect } from '@esm-bundle/chai';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { someCall } from '../../fakes/fake-phone.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { focusedElement } from '../../../web/ui/focus.ts';
import { appears, atRest, drawn, find, findAll, isOnTop, textOf, type, until } from './find.ts';
import { mount, phone } from './mount.ts';

async function open(scene: string, size?: typeof phone): Promise<FakeServices> {
  const { services } = await stageOf(scene);
  await mount({ kind: 'ready', services }, size);
  await until(() => ['navigation', 'region'].some((role) => findAll(role).length > 0));
  return services;
}

const mine = ({ phone }: FakeServices) => {
  const [call] = phone.calls.value.values();
  if (!call) throw new Error('No call');
  return call.mine;
};
const muteButton = () => find('button', 'Mute', find('region', 'Call'));

async function clickMute(): Promise<void> {
  // For a moment the buttons are not to be pressed, since a double click may hit them.
  await until(() => isOnTop(muteButton()));
  const { x, y, width, height } = await atRest(muteButton());
  const middle = [x + width / 2, y + height / 2].map(Math.round) as [number, number];
  await sendMouse({ type: 'click', position: middle });
}

describe('Space', () => {
  it('lets a muted one talk while it is held down', async () => {
    const services = await open('voice');
    await appears('region', 'Call');
    await sendKeys({ press: 'm' });
    await until(() => mine(services).muted);
    await sendKeys({ down: 'Space' });
    await until(() => !mine(services).muted);
    await sendKeys({ up: 'Space' });
    await until(() => mine(services).muted);
  });

  it('does so at once, before the next picture is drawn', async () => {
    const services = await open('voice');
    await appears('region', 'Call');
    const press = async (key: string) => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      for (let turn = 0; turn < 40; turn++) await Promise.resolve();
    };
    await press('m');
    expect(mine(services).muted).to.equal(true);
    await press(' ');
    expect(mine(services).muted).to.equal(false);
    document.body.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', bubbles: true }));
    expect(mine(services).muted).to.equal(true);
  });

  it('does so too when the mouse has pressed Mute, instead of pressing it again', async () => {
    const services = await open('voice');
    await appears('region', 'Call');
    await clickMute();
    await until(() => mine(services).muted);
    await sendKeys({ down: 'Space' });
    await until(() => !mine(services).muted);
    await sendKeys({ up: 'Space' });
    await until(() => mine(services).muted);
    await drawn();
    expect(mine(services).muted).to.equal(true);
  });

  it('presses a button that was reached by Tab', async () => {
    const services = await open('voice');
    const region = await appears('region', 'Call');
    region.focus();
    await sendKeys({ press: 'Tab' });
    muteButton().focus();
    await sendKeys({ press: 'Space' });
    await until(() => mine(services).muted);
    await sendKeys({ down: 'Space' });
    expect(mine(services).muted).to.equal(true);
    await sendKeys({ up: 'Space' });
    await until(() => !mine(services).muted);
  });

  it('mutes again when the page loses the key', async () => {
    const services = await open('voice');
    await appears('region', 'Call');
    await sendKeys({ press: 'm' });
    await sendKeys({ down: 'Space' });
    await until(() => !mine(services).muted);
    dispatchEvent(new Event('blur'));
    expect(mine(services).muted).to.equal(true);
    await sendKeys({ up: 'Space' });
    expect(mine(services).muted).to.equal(true);
  });

  it('does nothing for one who is heard', async () => {
    const services = await open('voice');
    await appears('region', 'Call');
    await sendKeys({ press: 'Space' });
    expect(mine(services).muted).to.equal(false);
  });
});

describe('keys', () => {
  it('do nothing when they are switched off', async () => {
    const services = await open('voice');
    await services.settings.change({ keys: false });
    find('region', 'Call').focus();
    await sendKeys({ press: 'm' });
    await sendKeys({ press: '?' });
    await drawn();
    expect(mine(services).muted).to.equal(false);
    expect(findAll('dialog', 'Keyboard help')).to.have.length(0);
  });

  it('are listed by “?”, except where one types', async () => {
    await open('voice');
    type(find('textbox', 'Peer ID'), 'a');
    await sendKeys({ press: '?' });
    await drawn();
    expect(findAll('dialog', 'Keyboard help')).to.have.length(0);
    find('region', 'Call').focus();
    await sendKeys({ press: '?' });
    const dialog = await appears('dialog', 'Keyboard help');
    for (const text of ['M', 'V', 'H', 'Space', 'Hold or go on']) {
      expect(textOf(dialog)).to.contain(text);
    }
    find('button', 'Close', dialog).click();
    await until(() => findAll('dialog', 'Keyboard help').length === 0);
  });

  it('are switched and explained in the settings', async () => {
    const { settings } = await open('settings');
    (await appears('switch', 'Keys in a call')).click();
    await until(() => !settings.all.value.keys);
    find('button', 'Keyboard help').click();
    const dialog = await appears('dialog', 'Keyboard help');
    expect(textOf(dialog)).to.contain('switched off');
  });
});

describe('a conversation beside a call', () => {
  const field = () => find('textbox', 'Message text') as HTMLTextAreaElement;
  const calm = { muted: false, camera: false, held: false, screen: false, away: false };
  const text = 'have a video, d';
  const real = matchMedia;
  afterEach(() => (globalThis.matchMedia = real));

  it('is typed in at once after “Message”, and no key is meant for the call', async () => {
    const services = await open('voice');
    find('button', 'Message', await appears('region', 'Call')).click();
    await until(() => focusedElement() === field());
    await sendKeys({ type: text });
    expect(field().value).to.equal(text);
    expect(mine(services)).to.deep.equal(calm);
  });

  it('is typed in at once after “Reply by message”, also when it lay there before', async () => {
    const { phone: calls } = await open('conversation');
    await appears('textbox', 'Message text');
    for (const id of ['first', 'second']) {
      (document.activeElement as HTMLElement).blur();
      calls.put(
        someCall(id, ada, { direction: 'incoming', phase: { kind: 'ringing', path: true } }),
      );
      (await appears('button', 'Reply by message')).click();
      await until(() => focusedElement() === field());
    }
  });

  it('brings up no keyboard of a touch screen', async () => {
    globalThis.matchMedia = (query) => real(query === '(pointer: fine)' ? 'not all' : query);
    await open('voice', phone);
    find('button', 'Message', await appears('region', 'Call')).click();
    await appears('textbox', 'Message text');
    await until(() => focusedElement()?.localName === 'h1');
    await drawn();
    expect(focusedElement()?.localName).to.equal('h1');
  });

  it('that was clicked keeps the keys too, except for the bar of the call', async () => {
    const services = await open('voice');
    await appears('region', 'Call');
    services.system.go(`/messages/${ada}`);
    const back = await appears('button', 'Return to Ada Lovelace');
    await sendKeys({ type: text });
    await sendKeys({ press: 'm' });
    expect(mine(services)).to.deep.equal(calm);
    back.focus();
    await sendKeys({ press: 'm' });
    expect(mine(services).muted).to.equal(true);
  });

  it('is no reason to be silent where the call is only minimised', async () => {
    const services = await open('voice', phone);
    await appears('region', 'Call');
    find('button', 'Minimise').click();
    await appears('button', 'Return to Ada Lovelace');
    await sendKeys({ press: 'm' });
    expect(mine(services).muted).to.equal(true);
  });
});

describe('“You are muted”', () => {
  const hint = () => textOf(find('region', 'Call')).includes('You are muted');

  async function speakMuted() {
    const services = await open('voice');
    await appears('region', 'Call');
    const [call] = services.phone.calls.value.values();
    const local = new AudioContext().createMediaStreamDestination().stream;
    const streams = { local, remote: null, sound: null, microphone: null, camera: null };
    if (call) services.media.set(new Map([[call.id, streams]]));
    services.meters.muted = 0.9;
    return { ...services, local };
  }

  it('is said to whoever speaks while muted, and goes when one is heard or silent', async () => {
    const { clock, meters } = await speakMuted();
    clock.pass(1_000);
    await drawn();
    expect(hint()).to.equal(false);
    find('button', 'Mute').click();
    await until(() => meters.count === 2);
    clock.pass(500);
    await until(hint);
    meters.muted = 0;
    clock.pass(5_000);
    await until(() => !hint());
    meters.muted = 0.9;
    clock.pass(500);
    await until(hint);
    find('button', 'Mute').click();
    await until(() => !hint());
  });

  it('is not said for a cough, and not before one is muted for good', async () => {
    const { clock, meters } = await speakMuted();
    find('button', 'Mute').click();
    await until(() => meters.count === 2);
    meters.muted = 0;
    clock.pass(240);
    meters.muted = 0.9;
    clock.pass(120);
    meters.muted = 0;
    clock.pass(1_000);
    await drawn();
    expect(hint()).to.equal(false);
  });

  it('stops listening with the call', async () => {
    const { meters } = await speakMuted();
    find('button', 'Mute').click();
    await until(() => meters.count === 2);
    find('button', 'Hang up').click();
    await until(() => meters.count === 0);
  });
});
