import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import {
  androidPhone,
  cutDevices,
  holdsLocks,
  pressKey,
  setVisibility,
  watchDevice,
} from './device.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';
import { hasPicture } from './senses.ts';

describe('a phone on this system', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts(
      { before: watchDevice, device: androidPhone },
      { before: watchDevice },
    );
  });
  afterEach(async () => {
    await tidyUp([ana, ben]);
    await ana.go('Recents');
  });

  const region = () => ana.page.getByRole('region', { name: 'Call' });
  const bar = () => ana.button('Return to Ben');
  const isAt = (page: string) =>
    ana.page.waitForFunction((end) => location.hash.endsWith(end), page);

  it('Back minimises a call, Back again goes back, Forward returns to both', async () => {
    await ana.go('Contacts');
    await ana.go('Settings');
    await ana.go('Contacts');
    await ana.talkTo(ben);
    await region().waitFor();
    await ana.page.goBack();
    await bar().waitFor();
    await isAt('/contacts');
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.talks();
    await ana.page.goBack();
    await isAt('/settings');
    await bar().waitFor();
    await ana.page.goForward();
    await isAt('/contacts');
    await bar().waitFor();
    await ana.page.goForward();
    await bar().waitFor({ state: 'hidden' });
    await ana.talks();
  });

  it('Back leaves the screen to a call that rings, which rings on as a card', async () => {
    await ana.go('Contacts');
    await ben.dial(ana.id);
    await ana.incoming.waitFor();
    await ana.page.goBack();
    await ana.page.getByRole('link', { name: 'Settings' }).waitFor();
    await isAt('/contacts');
    await ana.go('Settings');
    await ana.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await ben.hangUp();
    await ana.reads('Call ended');
  });

  it('leaves no dead step in the history: not after the end, not by a reload', async () => {
    await ana.go('Contacts');
    await ana.talkTo(ben);
    await ana.button('Minimise').click();
    await bar().click();
    await bar().waitFor({ state: 'hidden' });
    await ben.hangUp();
    await ana.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await isAt('/contacts');
    await ana.page.waitForFunction(() => !('layer' in (history.state ?? {})));
    await ana.page.goBack();
    await ana.page.waitForFunction(() => !location.hash.endsWith('/contacts'));
    await ana.page.goForward();
    await isAt('/contacts');
    await ana.talkTo(ben);
    await ana.page.reload();
    await ana.talks();
    await ana.hangUp();
    await ben.reads('Call ended');
    await ana.closeEnded();
    await ana.page.getByRole('list', { name: 'Contacts' }).waitFor();
    await ana.page.waitForFunction(() => !('layer' in (history.state ?? {})));
    await ana.page.goBack();
    await ana.page.waitForFunction(() => !location.hash.endsWith('/contacts'));
  });

  it('keeps the screens on from the dialling to the end', async () => {
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await Promise.all([holdsLocks(ana.page, 1), holdsLocks(ben.page, 1)]);
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([holdsLocks(ana.page, 1), holdsLocks(ben.page, 1)]);
    await ben.hangUp();
    await Promise.all([holdsLocks(ana.page, 0), holdsLocks(ben.page, 0)]);
  });

  it('is muted and hung up by the buttons of a headset', async () => {
    await ana.talkTo(ben);
    await ana.page.waitForFunction(() => navigator.mediaSession.metadata?.title === 'Ben');
    await pressKey(ana.page, 'togglemicrophone');
    await ben.page.getByText('Muted', { exact: true }).waitFor();
    await ben.hearsNothing('Ana');
    await pressKey(ana.page, 'togglemicrophone');
    await ben.hears('Ana');
    await pressKey(ana.page, 'hangup');
    await Promise.all([ana.reads('Call ended'), ben.reads('Call ended')]);
    await assert.rejects(pressKey(ana.page, 'hangup'), /Nobody listens/);
  });

  it('shows them in a window above all others', async () => {
    await ana.talkTo(ben, 'Video call');
    await ben.sees('Ana');
    await ben.button('Picture in picture').click();
    const floating = await ben.page.waitForFunction(() => {
      const { documentPictureInPicture: holder } = window as unknown as {
        documentPictureInPicture: { readonly window: Window | null };
      };
      return holder.window?.document.querySelector('video') ?? null;
    });
    const video = floating.asElement();
    assert.ok(video);
    assert.ok(await video.evaluate(hasPicture, 15_000), 'Ben sees Ana in the window');
    await video.evaluate((one) => {
      const mute = one.ownerDocument.querySelector<HTMLElement>('button[aria-label=Mute]');
      mute?.click();
    });
    await ana.page.getByText('Muted', { exact: true }).waitFor();
    await ben.hangUp();
    await ben.page.waitForFunction(
      (one) => one.ownerDocument.defaultView === null || !one.isConnected,
      video,
    );
  });

  it('floats the picture by itself when the tab is left, and takes it back', async () => {
    await ana.talkTo(ben, 'Video call');
    await ben.sees('Ana');
    const floats = (wanted: boolean) =>
      ben.page.waitForFunction((open) => {
        const { documentPictureInPicture: holder } = window as unknown as {
          documentPictureInPicture: { readonly window: Window | null };
        };
        return (holder.window?.document.querySelector('video') != null) === open;
      }, wanted);
    // What Chromium does to a tab that is left, which no headless browser is.
    await setVisibility(ben.page, 'hidden');
    await pressKey(ben.page, 'enterpictureinpicture');
    await floats(true);
    await setVisibility(ben.page, 'visible');
    await floats(false);
    await ben.sees('Ana');
    await ben.hangUp();
    await ana.reads('Call ended');
    await assert.rejects(pressKey(ben.page, 'enterpictureinpicture'), /Nobody listens/);
  });

  it('tells the other side that it is in the background, and is heard and seen after it', async () => {
    await ana.talkTo(ben, 'Video call');
    await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
    await setVisibility(ana.page, 'hidden');
    const badge = ben.page.getByText('In the background', { exact: true });
    await badge.waitFor();
    await cutDevices(ana.page);
    await ben.hearsNothing('Ana');
    await setVisibility(ana.page, 'visible');
    await badge.waitFor({ state: 'hidden' });
    await ana.page.getByText('Ben may have missed what you said').waitFor();
    await Promise.all([ben.hears('Ana'), ben.sees('Ana')]);
    const { opened, live } = await ana.found();
    assert.deepEqual(opened, [
      ['audio', 'video'],
      ['audio', 'video'],
    ]);
    assert.deepEqual(live.sort(), ['audio', 'video']);
  });

  it('of a desktop is in no background when its tab is left', async () => {
    await ana.talkTo(ben);
    await setVisibility(ben.page, 'hidden');
    await setVisibility(ana.page, 'hidden');
    await ben.page.getByText('In the background', { exact: true }).waitFor();
    assert.equal(await ana.page.getByText('In the background', { exact: true }).count(), 0);
    for (const { page } of [ana, ben]) await setVisibility(page, 'visible');
  });

  it('floats the picture alone where no page can float', async () => {
    await ben.page.addInitScript(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    await ben.page.reload();
    await ana.talkTo(ben, 'Video call');
    await ben.sees('Ana');
    await ben.button('Picture in picture').click();
    await ben.page.waitForFunction(() => {
      let inner = document.pictureInPictureElement;
      while (inner?.shadowRoot) inner = inner.shadowRoot.pictureInPictureElement;
      return inner instanceof HTMLVideoElement && inner.videoWidth > 16;
    });
    await ben.hangUp();
    await ben.page.waitForFunction(() => document.pictureInPictureElement === null);
  });
});
