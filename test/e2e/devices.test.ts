import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { chromium, type Browser, type Locator } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../tools/browsers.mjs';
import { threeOfEach } from './browser.ts';
import { House, moveOut } from './house.ts';
import type { Person } from './person.ts';
import {
  installPlugs,
  installScreens,
  plug,
  pull,
  refuseScreens,
  stopFromOutside,
} from './plugs.ts';
import { toneFile } from './tone.ts';

/** A Chromium that leaves it to the test to allow microphone and camera. */
function startStrictChromium(): Promise<Browser> {
  const others = chromiumFlags.filter((flag) => flag !== '--use-fake-ui-for-media-stream');
  return chromium.launch({
    executablePath: findChromium() ?? 'chromium',
    args: [...others, threeOfEach, `--use-file-for-fake-audio-capture=${toneFile()}`],
  });
}

describe('devices', () => {
  const house = new House(threeOfEach);
  let strict: Browser;
  let ana: Person;
  let ben: Person;

  before(async () => {
    strict = await startStrictChromium();
  });
  after(() => strict.close());
  afterEach(() => moveOut([ana, ben], { mayBeClosed: true }));

  async function anaIn(browser: Browser, before: () => void): Promise<void> {
    [ana, ben] = await house.contacts({
      browser,
      before: (page) => page.addInitScript(before),
    });
  }

  const combobox = (name: string): Locator => ana.page.getByRole('combobox', { name, exact: true });

  /** The names of the microphones that are open at Ana's. */
  async function microphones(): Promise<string[]> {
    return ana.page.evaluate(() =>
      (window as unknown as { probe: { opened: { tracks: MediaStreamTrack[] }[] } }).probe.opened
        .flatMap(({ tracks }) => tracks)
        .filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live')
        .map(({ label }) => label),
    );
  }

  async function waitForMicrophone(label: string): Promise<void> {
    await ana.page.waitForFunction(
      (wanted) =>
        (
          window as unknown as { probe: { opened: { tracks: MediaStreamTrack[] }[] } }
        ).probe.opened.some(({ tracks }) =>
          tracks.some((one) => one.label === wanted && one.readyState === 'live'),
        ),
      label,
    );
    await ben.hears('Ana');
    assert.deepEqual(await microphones(), [label], 'one microphone is open, and it is this one');
  }

  it('another microphone and speaker are chosen in a call, without negotiation', async () => {
    await anaIn(house.browser, installPlugs);
    await ana.talkTo(ben);
    await ben.hears('Ana');
    const { negotiations } = await ana.found();
    await ana.button('Devices').click();
    await combobox('Microphone').selectOption({ label: 'Fake Audio Input 2' });
    await waitForMicrophone('Fake Audio Input 2');
    await combobox('Speaker').selectOption({ label: 'Fake Audio Output 1' });
    await ana.page.waitForFunction(
      (audio) => (audio as HTMLMediaElement & { sinkId: string }).sinkId !== '',
      await ana.sound.elementHandle(),
    );
    await ana.hears('Ben');
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    assert.equal((await ana.found()).negotiations, negotiations);
  });

  it('an unplugged microphone is replaced, one that comes back is used again, a new one offered', async () => {
    await anaIn(house.browser, installPlugs);
    await pull(ana.page, 'Fake Audio Input 2');
    await ana.talkTo(ben);
    await ana.button('Devices').click();
    await combobox('Microphone').selectOption({ label: 'Fake Audio Input 1' });
    await waitForMicrophone('Fake Audio Input 1');
    await ana.page.keyboard.press('Escape');

    await pull(ana.page, 'Fake Audio Input 1');
    await ana.page
      .getByText('Fake Audio Input 1 was unplugged. You now use Fake Default Audio Input.')
      .waitFor();
    await waitForMicrophone('Fake Default Audio Input');

    await plug(ana.page, 'Fake Audio Input 1');
    await ana.page.getByText('Fake Audio Input 1 is back. You use it again.').waitFor();
    await waitForMicrophone('Fake Audio Input 1');

    await plug(ana.page, 'Fake Audio Input 2');
    await ana.page.getByText('Fake Audio Input 2 was plugged in.').waitFor();
    await ana.button('Use it').click();
    await waitForMicrophone('Fake Audio Input 2');
  });

  it('a refused microphone leaves listening, and speaks when it is allowed after all', async () => {
    await anaIn(strict, installPlugs);
    await ana.talkTo(ben);
    await ana.page.getByText('Your microphone is blocked').waitFor();
    await ben.page.getByText('Muted', { exact: true }).waitFor();
    assert.equal(await ana.button('Mute').getAttribute('aria-pressed'), 'true');
    await ana.hears('Ben');
    await ana.button('Camera').click();
    await ana.page.getByText('Your microphone and camera are blocked').waitFor();
    assert.equal(await ana.button('Camera').getAttribute('aria-pressed'), 'false');
    await ana.context.grantPermissions(['microphone', 'camera']);
    await ben.hears('Ana');
    await ben.sees('Ana');
    await ana.page.getByText('are blocked').waitFor({ state: 'hidden' });
  });

  it('a microphone that was missing is asked for again by the button', async () => {
    await anaIn(house.browser, () => {
      const media = navigator.mediaDevices;
      const open = media.getUserMedia.bind(media);
      let tries = 0;
      media.getUserMedia = (constraints) =>
        tries++ === 0
          ? Promise.reject(new DOMException('none', 'NotFoundError'))
          : open(constraints);
    });
    await ana.talkTo(ben);
    await ana.page.getByText('No microphone was found').waitFor();
    await ana.button('Try again').click();
    await ben.hears('Ana');
    await ana.page.getByText('No microphone was found').waitFor({ state: 'hidden' });
  });

  it('the screen is shown in the place of the camera, until it is stopped from outside', async () => {
    await anaIn(house.browser, installScreens);
    await ana.talkTo(ben);
    const { negotiations } = await ana.found();
    await ana.button('Share screen').click();
    await ben.sees('Ana');
    await ben.page.getByText('Ana shows the screen').waitFor();
    await ben.hears('Ana');
    assert.equal(await ana.button('Share screen').getAttribute('aria-pressed'), 'true');
    await stopFromOutside(ana.page);
    await ben.seesNoMore('Ana');
    await ana.page.locator('button[aria-pressed=false]', { hasText: 'Share screen' }).waitFor();

    await ana.button('Camera').click();
    await ben.sees('Ana');
    await ana.button('Share screen').click();
    await ben.page.getByText('Ana shows the screen').waitFor();
    await ana.button('Share screen').click();
    await ben.page.getByText('Ana shows the screen').waitFor({ state: 'hidden' });
    await ben.sees('Ana');
    await ben.hears('Ana');
    assert.equal((await ana.found()).negotiations, negotiations);

    await refuseScreens(ana.page);
    await ana.button('Share screen').click();
    await ben.sees('Ana');
    assert.equal(await ana.button('Share screen').getAttribute('aria-pressed'), 'false');
  });

  it('devices are open only while they are tried in the settings', async () => {
    await anaIn(house.browser, installPlugs);
    await ana.go('Settings');
    assert.deepEqual((await ana.found()).opened, []);
    await ana.button('Test the microphone').click();
    const meter = await ana.page.locator('meter').elementHandle();
    await ana.page.waitForFunction((bar) => (bar as HTMLMeterElement).value > 0.2, meter);
    await ana.button('Test the camera').click();
    await ana.page.locator('video[aria-label="Picture of the camera"]').waitFor();
    await ana.go('Recents');
    await ana.page.waitForFunction(
      () =>
        !(window as unknown as { probe: { opened: { tracks: MediaStreamTrack[] }[] } }).probe.opened
          .flatMap(({ tracks }) => tracks)
          .some(({ readyState }) => readyState === 'live'),
    );
  });
});
