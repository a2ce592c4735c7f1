import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startBareChromium } from './bare-chromium.ts';
import { House } from './house.ts';
import {
  brought,
  buttonsOfNotification,
  cached,
  notifies,
  press,
  watchWindows,
  workerOf,
} from './installed-app.ts';
import { toneFile } from './tone.ts';

describe('the notification of a call', () => {
  const house = new House();

  it('declines and answers, and brings up the tab that holds the phone and no other', async (t) => {
    const bare = await startBareChromium([`--use-file-for-fake-audio-capture=${toneFile()}`]);
    t.after(() => bare.stop());
    const here = { newContext: () => Promise.resolve(bare.context) };
    const [ana, ben] = await house.strangers({ browser: here });
    await ana.context.grantPermissions(['notifications']);
    await ana.befriend(ben);
    await cached(ana.page);
    const worker = await workerOf(ana.context);
    await watchWindows(worker);
    // Ana looks at another tab of the app: it holds no phone, and a call does not ring there.
    const other = await ana.context.newPage();
    await other.goto(`${house.server.url}/?other`);
    await other.getByRole('button', { name: 'Use here' }).waitFor();
    await other.bringToFront();
    await ana.page.waitForFunction(() => document.hidden, undefined, { polling: 100 });
    const windows = ana.context.pages().length;

    await ben.dial(ana.id);
    await notifies(ana.page, ['Ben is calling']);
    assert.deepEqual(await buttonsOfNotification(ana.page), ['Answer', 'Decline']);
    await press(worker, 'decline');
    await ben.reads('Declined');
    await ben.closeEnded();
    await notifies(ana.page, []);
    assert.deepEqual(await brought(worker), [], 'a call is declined without a look');

    await ben.dial(ana.id);
    await notifies(ana.page, ['Ben is calling']);
    await press(worker, 'answer');
    await ben.talks();
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await notifies(ana.page, []);
    assert.deepEqual(await brought(worker), [`${house.server.url}/`]);
    assert.equal(ana.context.pages().length, windows, 'no other window was opened');
    await ben.hangUp();
    await ben.leave();
  });
});
