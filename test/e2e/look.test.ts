import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import type { CanString } from '../../web/ui/string.ts';
import { House, tidyUp } from './house.ts';
import type { Person } from './person.ts';

/** Runs in the page: how far the string leaves its middle, in px, at most during `ms`. */
async function farthest(string: Element, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let most = 0;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    const { picture } = string as CanString;
    const heights = (picture?.strokes[0]?.path ?? '').matchAll(/Q[\d.]+ ([\d.]+)/g);
    for (const [, height] of heights) most = Math.max(most, Math.abs(Number(height) - 40));
  }
  return most;
}

describe('what a call looks like', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.strangers();
    await ben.addContact('Ana', ana.id);
  });
  afterEach(() => tidyUp([ana, ben]));

  it('the string swings while somebody speaks, and rests while both are silent', async () => {
    await ana.talkTo(ben);
    const string = ana.page.locator('tin-string');
    await ana.button('Mute').click();
    await ana.hears('Ben');
    assert.ok((await string.evaluate(farthest, 1_500)) > 3, 'it swings with the other side');
    await ben.button('Mute').click();
    await ana.hearsNothing('Ben');
    // The last of a swing dies away; then nothing moves.
    while ((await string.evaluate(farthest, 500)) > 0);
    await ana.page.getByText('You are muted').waitFor();
    await ana.button('Mute').click();
    await ben.hears('Ana');
    assert.ok((await string.evaluate(farthest, 1_500)) > 3, 'it swings with oneself');
    await ana.hangUp();
    await ben.reads('Call ended');
  });

  it('controls fade from a picture, and a key brings them back', async () => {
    await ana.dial(ben.id, 'Video call');
    await ben.answer('Answer with video');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    const controls = ana.page.locator('tin-call-screen footer');
    const seen = async (opacity: string) => {
      const element = await controls.elementHandle();
      await ana.page.waitForFunction(
        ([one, wanted]) => getComputedStyle(one as Element).opacity === wanted,
        [element, opacity] as const,
      );
    };
    await seen('0');
    await ana.page.keyboard.press('m');
    await seen('1');
    assert.equal(await ana.button('Mute').getAttribute('aria-pressed'), 'true');
    await ana.button('Hang up').click();
    await ben.reads('Call ended');
  });
});
