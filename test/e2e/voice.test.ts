import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import { logOf, openBoth, openConversation } from './conversation.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';
import { letPass, installValve } from './valve.ts';
import { endOf, hearsOf, lasts, recordFor, spokenIn, startsBeforeItIsWhole } from './voice.ts';

describe('spoken messages between contacts', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts({ before: (page) => page.addInitScript(installValve) });
    await openBoth(ana, ben);
  });
  afterEach(async () => {
    await tidyUp([ana, ben]);
    await letPass(ana, Infinity);
  });

  it('are recorded, arrive without a question, and are heard on both sides', async () => {
    await ana.button('Record voice message').click();
    await recordFor(ana, 6);
    await ana.button('Send').click();
    const came = spokenIn(ben, 'Ana').last();
    await came.getByText('Not played yet').waitFor();
    assert.ok((await lasts(came)) >= 6, 'it is as long as it was spoken');
    await hearsOf(ben, came);
    await came.getByText('Not played yet').waitFor({ state: 'hidden' });
    await hearsOf(ana, spokenIn(ana, 'Ben').last());
    await ana.hasClosedDevices();
    assert.deepEqual((await ana.found()).opened, [['audio']]);
    assert.deepEqual((await ben.found()).opened, []);
  });

  it('are played from any place, and stay played', async () => {
    const came = spokenIn(ben, 'Ana').last();
    const slider = came.getByRole('slider', { name: 'Position' });
    await slider.press('ArrowRight');
    await slider.press('ArrowRight');
    assert.match((await slider.getAttribute('aria-valuetext')) ?? '', /^0:02 of 0:0\d$/);
    await came.getByRole('button', { name: 'Speed 1×' }).click();
    await hearsOf(ben, came);
    await came.getByRole('button', { name: 'Speed 1.5×' }).waitFor();
    await ben.page.reload();
    await came.waitFor();
    assert.equal(await came.getByText('Not played yet').count(), 0);
    await hearsOf(ben, came);
  });

  it('are given up by Escape, and by going elsewhere', async () => {
    const before = await spokenIn(ana, 'Ben').count();
    await ana.button('Record voice message').click();
    await recordFor(ana, 1);
    await ana.page.keyboard.press('Escape');
    await ana.button('Record voice message').waitFor();
    await ana.hasClosedDevices();
    await ana.button('Record voice message').click();
    await recordFor(ana, 1);
    await ana.go('Contacts');
    await ana.hasClosedDevices();
    await openConversation(ana, 'Ben');
    await ana.button('Record voice message').waitFor();
    assert.equal(await spokenIn(ana, 'Ben').count(), before);
  });

  it('to somebody absent wait, and come when both are there', async () => {
    const url = ben.page.url();
    await ben.page.goto('about:blank');
    await ana.button('Record voice message').click();
    await recordFor(ana, 2);
    await ana.button('Send').click();
    const mine = spokenIn(ana, 'Ben').last();
    await mine.getByText('Waiting for Ben').waitFor();
    const anas = ana.page.url();
    await ana.page.goto('about:blank');
    await ben.page.goto(url);
    await ben.ready();
    await ana.page.goto(anas);
    const came = spokenIn(ben, 'Ana').last();
    await came.getByText('Not played yet').waitFor({ timeout: 60_000 });
    await hearsOf(ben, came);
  });

  it('are left by voice where a call is declined', async () => {
    const before = await spokenIn(ben, 'Ana').count();
    await ana.dial(ben.id);
    await ben.decline();
    await ana.reads('Declined');
    await ana.button('Leave a voice message').click();
    await logOf(ana, 'Ben').waitFor();
    await recordFor(ana, 2);
    await ana.button('Send').click();
    const came = spokenIn(ben, 'Ana').nth(before);
    await came.getByText('Not played yet').waitFor();
    await hearsOf(ben, came);
  });

  it('are left with a picture where nobody answers', async () => {
    const url = ben.page.url();
    await ben.page.goto('about:blank');
    await ana.dial(ben.id, 'Video call');
    await ana.reads(/Unavailable|No answer/, 60_000);
    await ana.button('Leave a video message').click();
    await ana.page.getByLabel('Picture of the camera').waitFor();
    await recordFor(ana, 3);
    await ana.button('Send').click();
    await spokenIn(ana, 'Ben', 'Video').last().waitFor();
    await ana.hasClosedDevices();
    await ben.page.goto(url);
    await ben.ready();
    const came = spokenIn(ben, 'Ana', 'Video').last();
    await came.getByText('Not played yet').waitFor({ timeout: 60_000 });
    await hearsOf(ben, came);
    const size = await came.locator('video').evaluate((video) => {
      const { videoWidth, videoHeight } = video as HTMLVideoElement;
      return [videoWidth, videoHeight];
    });
    assert.deepEqual(size, [640, 480]);
  });

  it('are seen and heard while they come over a thin line', async () => {
    const before = await spokenIn(ben, 'Ana', 'Video').count();
    await letPass(ana, 0);
    await ana.dial(ben.id, 'Video call');
    await ben.decline();
    await ana.reads('Declined');
    await ana.button('Leave a video message').click();
    await recordFor(ana, 6);
    await ana.button('Send').click();
    await openConversation(ben, 'Ana');
    const came = spokenIn(ben, 'Ana', 'Video').nth(before);
    // A machine that is busy records less of a picture.
    const size = Number(await came.getByRole('progressbar').getAttribute('max'));
    await letPass(ana, size / 2);
    const stood = await startsBeforeItIsWhole(ben, came);
    assert.ok(stood < (await lasts(came)) - 1, `it waits at ${stood} s`);
    const end = endOf(came);
    await letPass(ana, Infinity);
    assert.ok((await end) > (await lasts(came)) - 1, 'it goes on to its end');
    await came.getByRole('progressbar').waitFor({ state: 'hidden' });
    assert.equal(await came.getByText('Not played yet').count(), 0);
    await hearsOf(ben, came);
  });

  it('go on where their sender’s page begins anew in the middle', async () => {
    const before = await spokenIn(ben, 'Ana').count();
    await openBoth(ana, ben);
    await letPass(ana, 20_000);
    await ana.button('Record voice message').click();
    await recordFor(ana, 9);
    await ana.button('Send').click();
    const came = spokenIn(ben, 'Ana').nth(before);
    const stood = await startsBeforeItIsWhole(ben, came);
    assert.ok(stood < (await lasts(came)) - 1, `it waits at ${stood} s`);
    const end = endOf(came);
    await ana.page.reload();
    await ana.ready();
    assert.ok((await end) > (await lasts(came)) - 1, 'it goes on to its end');
    await hearsOf(ben, came);
  });
});
