import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { House } from './house.ts';
import { showsFocus, tabTo } from './keyboard.ts';
import { Person } from './person.ts';

describe('with the keyboard alone', () => {
  const house = new House();

  it('two people move in, one calls, the other answers, both hear each other and hang up', async () => {
    // Ben's window is as narrow as a phone: there a call covers everything.
    const [ana, ben] = await Promise.all([
      Person.arrive(house.browser, house.server.url, 'Ana'),
      Person.arrive(house.browser, house.server.url, 'Ben', undefined, {
        viewport: { width: 390, height: 844 },
      }),
    ]);
    const [hers, his] = [ana.page.keyboard, ben.page.keyboard];

    for (const { page } of [ana, ben]) {
      await page.getByRole('textbox', { name: 'Your name' }).waitFor();
      await showsFocus(page);
    }
    await hers.type('Ana');
    await hers.press('Enter');
    await his.type('Ben');
    await tabTo(ben.page, ben.button('Start'));
    await his.press('Space');
    await Promise.all([ana.ready(), ben.ready()]);

    await tabTo(ana.page, ana.page.getByRole('textbox', { name: 'Peer ID' }));
    await hers.type(ben.id);
    await tabTo(ana.page, ana.button('Voice call'));
    await hers.press('Enter');
    await ana.reads('Ringing…');
    await ben.incoming.waitFor();
    const answer = ben.incoming.getByRole('button', { name: 'Answer', exact: true });
    await tabTo(ben.page, answer);
    await his.press('Space');
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);

    await tabTo(ben.page, ben.button('Mute'));
    await his.press('Enter');
    await ana.hearsNothing('Ben');
    await his.press('Enter');
    await ana.hears('Ben');

    await tabTo(ana.page, ana.button('Hang up'));
    await tabTo(ana.page, ana.button('Mute'), 'Shift+Tab');
    await tabTo(ana.page, ana.button('Hang up'));
    await hers.press('Space');
    await Promise.all([ana.reads('Call ended'), ben.reads('Call ended')]);

    await tabTo(ben.page, ben.button('Close'));
    await his.press('Enter');
    await ben.status.waitFor({ state: 'hidden' });
    await tabTo(ana.page, ana.button('Close'));
    await hers.press('Space');
    await ana.status.waitFor({ state: 'hidden' });
    // Back where it was before the call.
    await ana.page.locator('button:focus', { hasText: 'Voice call' }).waitFor();
    await showsFocus(ana.page);

    for (const person of [ana, ben]) {
      assert.deepEqual((await person.found()).errors, []);
      await person.leave();
    }
  });
});
