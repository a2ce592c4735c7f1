import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { threeOfEach } from './browser.ts';
import { frameRate, installBackCamera, narrow, sendsCamera } from './cameras.ts';
import { androidPhone } from './device.ts';
import { House, moveOut } from './house.ts';
import type { Person } from './person.ts';

describe('the camera of a phone', () => {
  const house = new House(threeOfEach);
  let ana: Person;
  let ben: Person;

  beforeEach(async () => {
    [ana, ben] = await house.contacts({
      before: (page) => page.addInitScript(installBackCamera),
      device: androidPhone,
    });
    await ana.dial(ben.id, 'Video call');
    await ben.answer('Answer with video');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
  });
  afterEach(() => moveOut([ana, ben]));

  /** Waits until Ana sees herself as in a mirror, or as others do. */
  async function isMirrored(wanted: boolean): Promise<void> {
    const own = await ana.video('You').elementHandle();
    await ana.page.waitForFunction(
      ([video, mirror]) => (getComputedStyle(video as Element).scale === '-1 1') === mirror,
      [own, wanted] as const,
    );
  }

  it('is turned to the other one without negotiation, and only one’s own side is a mirror', async () => {
    const { negotiations } = await ana.found();
    await sendsCamera(ana.page, 'fake_device_0');
    await isMirrored(true);
    await ana.button('Flip camera').click();
    await sendsCamera(ana.page, 'fake_device_2');
    await isMirrored(false);
    await Promise.all([ben.sees('Ana'), ben.hears('Ana')]);
    assert.deepEqual((await ana.found()).live.sort(), ['audio', 'video'], 'one camera is on');
    await ana.button('Flip camera').click();
    await sendsCamera(ana.page, 'fake_device_0');
    await isMirrored(true);
    await ben.sees('Ana');
    assert.equal((await ana.found()).negotiations, negotiations);
    assert.equal(await ben.button('Flip camera').count(), 0, 'a desk has no back');
  });

  it('gives a smaller picture on a narrow path, and goes on moving', async () => {
    const seen = await ben.video('Ana').elementHandle();
    await ben.page.waitForFunction((video) => (video as HTMLVideoElement).videoHeight > 400, seen);
    await narrow(ana.page, 60_000);
    const isSmall = (video: unknown) => (video as HTMLVideoElement).videoHeight < 300;
    // Encoders step down by and by: some 15 s on a machine with nothing else to do.
    await ben.page.waitForFunction(isSmall, seen, { timeout: 60_000 });
    const rate = await ben.video('Ana').evaluate(frameRate, 4_000);
    // A machine with much else to do draws fewer than come; less is a row of pictures.
    assert.ok(rate > 4, `Ben sees Ana move (${rate} pictures a second)`);
  });
});
