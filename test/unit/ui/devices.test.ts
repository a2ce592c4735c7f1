import { expect } from '@esm-bundle/chai';
import type { CallMedia } from '../../../web/calls/ports.ts';
import type { ToastEvent } from '../../../web/ui/events.ts';
import { watchDevices } from '../../../web/ui/device-watch.ts';
import type { FakeServices } from '../../fakes/fake-services.ts';
import { builtIn, headset } from '../../fakes/fake-devices.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada, stageOf } from '../../fakes/scenes.ts';
import { deepAll } from './deep.ts';
import { appears, find, findAll, textOf, until } from './find.ts';
import { mount } from './mount.ts';

const quiet: CallMedia = { local: null, remote: null, sound: null, microphone: null, camera: null };
const { id } = someCall('talk', ada);

async function open(scene: string, before?: (services: FakeServices) => void) {
  const stage = await stageOf(scene);
  before?.(stage.services);
  await mount(stage);
  return stage.services;
}

function choose(name: string, option: string): void {
  const select = find('combobox', name) as HTMLSelectElement;
  const wanted = [...select.options].find(({ text }) => text.trim() === option);
  if (!wanted) throw new Error(`No ${option}`);
  select.value = wanted.value;
  select.dispatchEvent(new Event('change'));
}

describe('devices in the settings', () => {
  it('are chosen by name, and the choice is kept', async () => {
    const { devices, settings } = await open('settings');
    devices.list.set([...builtIn, ...headset]);
    await appears('combobox', 'Microphone');
    await until(() => textOf(find('combobox', 'Microphone')).includes('Headset'));
    choose('Microphone', 'Headset');
    choose('Camera', 'Built-in camera');
    choose('Ring on', 'Built-in speaker');
    choose('Speaker', 'Headset');
    expect(settings.all.value).to.include({
      microphone: 'mic-head',
      camera: 'cam-in',
      speaker: 'out-head',
      ringer: 'out-in',
    });
    choose('Microphone', 'As the system has it');
    expect(settings.all.value.microphone).to.equal(null);
  });

  it('have a number where they have no name yet, and say that a choice is away', async () => {
    await open('settings', ({ devices, settings }) => {
      devices.list.set([{ id: 'a', kind: 'camera', label: '', group: '' }]);
      void settings.change({ microphone: 'elsewhere' });
    });
    await until(() => textOf(find('combobox', 'Camera')).includes('Camera 1'));
    const microphone = find('combobox', 'Microphone') as HTMLSelectElement;
    expect(microphone.selectedOptions[0]?.text).to.equal('Your choice, not plugged in now');
  });

  it('offer no speaker where the browser leaves no choice', async () => {
    await open('settings', ({ devices }) => (devices.canChooseSpeaker = false));
    await appears('combobox', 'Camera');
    expect(findAll('combobox', 'Speaker')).to.have.length(0);
    expect(findAll('combobox', 'Ring on')).to.have.length(0);
  });

  it('are open from Test until the section is left', async () => {
    const { devices, system } = await open('settings');
    (await appears('button', 'Test the microphone')).click();
    find('button', 'Test the camera').click();
    const pressed = () => find('button', 'Test the camera').getAttribute('aria-pressed');
    await until(() => pressed() === 'true');
    find('button', 'Test the camera').click();
    await until(() => devices.open.join() === 'microphone');
    system.hash.set('/recents');
    await until(() => devices.open.length === 0);
  });

  it('make way for a call', async () => {
    const { devices, phone } = await open('settings');
    (await appears('button', 'Test the microphone')).click();
    await until(() => devices.open.length === 1);
    phone.put(someCall('talk', ada));
    await until(() => devices.open.length === 0);
  });

  it('say why they do not open', async () => {
    await open('settings', ({ devices }) => (devices.problem = 'in-use'));
    (await appears('button', 'Test the camera')).click();
    await until(() => textOf(document.body).includes('Another app uses it.'));
  });

  it('sound where it rings, and where one hears', async () => {
    const { devices } = await open('settings', ({ settings }) => {
      void settings.change({ ringer: 'out-in' });
    });
    (await appears('button', 'Test the speaker')).click();
    find('button', 'Test where it rings').click();
    expect(devices.sounds).to.deep.equal([null, 'out-in']);
  });

  it('sound on the speaker where it rings there because the ringer is not plugged in', async () => {
    const { devices } = await open('settings', ({ settings }) => {
      void settings.change({ speaker: 'out-in', ringer: 'out-head' });
    });
    (await appears('button', 'Test where it rings')).click();
    expect(devices.sounds).to.deep.equal(['out-in']);
  });
});

describe('devices in a call', () => {
  it('are chosen behind a button', async () => {
    await open('voice');
    (await appears('button', 'Devices')).click();
    await appears('dialog', 'Devices');
    find('combobox', 'Microphone');
    expect(findAll('button', 'Test the microphone')).to.have.length(0);
    find('button', 'Close', find('dialog', 'Devices')).click();
    await until(() => findAll('dialog', 'Devices').length === 0);
  });

  it('a screen is shared by a toggle, where the browser can', async () => {
    const { phone } = await open('voice');
    const toggle = await appears('button', 'Share screen');
    toggle.click();
    await until(() => toggle.getAttribute('aria-pressed') === 'true');
    expect([...phone.calls.value.values()][0]?.mine.screen).to.equal(true);
    await open('voice', ({ devices }) => (devices.canShareScreen = false));
    await appears('button', 'Mute');
    expect(findAll('button', 'Share screen')).to.have.length(0);
  });

  it('the screen of the other side is on the screen, by name', async () => {
    await open('screen');
    await until(() => textOf(find('region', 'Call')).includes('Ada Lovelace shows the screen'));
    const video = find('region', 'Call').querySelector('video.remote');
    expect(getComputedStyle(video!).objectFit).to.equal('contain');
    expect(video!.classList.contains('unseen')).to.equal(false);
  });

  it('a missing microphone is asked for again', async () => {
    const { phone } = await open('voice', ({ media }) =>
      media.set(new Map([[id, { ...quiet, microphone: 'missing' }]])),
    );
    (await appears('button', 'Try again')).click();
    expect(phone.asked).to.include('retry');
  });

  it('a camera that failed is turned on again', async () => {
    const { phone } = await open('voice', ({ media }) =>
      media.set(new Map([[id, { ...quiet, camera: 'in-use' }]])),
    );
    (await appears('button', 'Try again')).click();
    expect([...phone.calls.value.values()][0]?.mine.camera).to.equal(true);
  });

  for (const [problem, microphone, camera] of [
    ['denied', 'microphone is blocked', 'camera is blocked'],
    ['denied-by-system', 'keeps the microphone from your browser', 'keeps the camera from'],
    ['dismissed', 'not allowed the microphone', 'not allowed the camera'],
    ['in-use', 'Another app has your microphone', 'Another app has your camera'],
    ['missing', 'No microphone was found', 'No camera was found'],
    ['insecure', 'give a microphone only to https', 'give a camera only to https'],
    ['unknown', 'microphone did not start', 'camera did not start'],
  ] as const) {
    it(`what did not open (${problem}) has its sentence and its way out`, async () => {
      const { media } = await open('voice');
      // The browser's own button stands in the place of ours where there is one.
      const ways = () => [
        ...findAll('button', 'Try again'),
        ...[...deepAll()].filter(({ localName }) => localName === 'usermedia'),
      ];
      for (const [kind, sentence] of [
        ['microphone', microphone],
        ['camera', camera],
      ] as const) {
        media.set(new Map([[id, { ...quiet, [kind]: problem }]]));
        await until(() => textOf(document.body).includes(sentence));
        expect(ways().length > 0, kind).to.equal(problem !== 'insecure');
      }
    });
  }

  it('inside another app one is sent to the browser', async () => {
    await open('no-microphone', ({ devices }) => (devices.isInApp = true));
    await until(() => textOf(document.body).includes('Open this page in your browser'));
  });

  it('what the browser asks is explained', async () => {
    await open('allow-devices');
    await until(() => textOf(document.body).includes('Your browser asks for the microphone.'));
  });
});

describe('a headset in a call', () => {
  let services: FakeServices;
  let told: ToastEvent[] = [];
  let stop = () => {};
  const texts = () => told.map(({ text }) => text);

  beforeEach(async () => {
    ({ services } = await stageOf('voice'));
    services.devices.list.set([...builtIn, ...headset]);
    told = [];
  });
  afterEach(() => stop());

  function watch(): void {
    stop = watchDevices({
      services,
      media: () => services.media.value.get(id) ?? quiet,
      tell: (toast) => told.push(toast),
    });
  }

  function hears(label: string, deviceId: string): void {
    const track = silence();
    Object.defineProperty(track, 'label', { value: label });
    track.getSettings = () => ({ deviceId });
    services.media.set(new Map([[id, { ...quiet, local: new MediaStream([track]) }]]));
  }

  it('was unplugged: told once, when it is known what is used now', () => {
    hears('Headset', 'mic-head');
    watch();
    services.devices.list.set(builtIn);
    expect(texts()).to.deep.equal([]);
    hears('Built-in microphone', 'mic-in');
    expect(texts()).to.deep.equal(['Your headset was unplugged. You now use Built-in microphone.']);
  });

  it('was unplugged, and replaced before the list knew', () => {
    hears('Default - Headset', 'default');
    watch();
    hears('Default - Built-in microphone', 'default');
    services.devices.list.set(builtIn);
    expect(texts()).to.deep.equal(['Your headset was unplugged. You now use Built-in microphone.']);
  });

  it('that nobody used is not missed', () => {
    hears('Built-in microphone', 'mic-in');
    watch();
    services.devices.list.set(builtIn);
    expect(texts()).to.deep.equal([]);
  });

  it('was plugged in: offered once, taken as a whole', async () => {
    services.devices.list.set(builtIn);
    watch();
    services.devices.list.set([...builtIn, ...headset]);
    expect(texts()).to.deep.equal(['Headset was plugged in.']);
    expect(told[0]?.label).to.equal('Use it');
    await told[0]?.undo?.();
    expect(services.settings.all.value).to.include({
      microphone: 'mic-head',
      speaker: 'out-head',
    });
  });

  it('that was chosen is back', async () => {
    await services.settings.change({ microphone: 'mic-head' });
    services.devices.list.set(builtIn);
    watch();
    services.devices.list.set([...builtIn, ...headset]);
    expect(texts()).to.deep.equal(['Headset is back. You use it again.']);
  });
});

function silence(): MediaStreamTrack {
  const [track] = new AudioContext().createMediaStreamDestination().stream.getAudioTracks();
  if (!track) throw new Error('No track');
  return track;
}
