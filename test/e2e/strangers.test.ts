import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startChromium } from './browser.ts';
import { Person } from './person.ts';
import { Server } from './server.ts';

describe('a stranger', () => {
  let server: Server;
  let browser: Browser;

  before(async () => {
    [server, browser] = await Promise.all([Server.start(), startChromium()]);
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  function two(): Promise<[Person, Person]> {
    return Promise.all([
      Person.moveIn(browser, server.url, 'Ana'),
      Person.moveIn(browser, server.url, 'Ben'),
    ]);
  }

  it('knocks; nothing leaves the browser before the user accepts; then they talk', async () => {
    const [ana, ben] = await two();
    await ana.dial(ben.id, 'Video call');
    await ben.incoming.getByText('Unknown caller').waitFor();
    await ben.incoming.getByText(ana.id).waitFor();
    await ana.reads('Ringing…');
    // Ana's offers have long arrived: her phone has sent candidates for both connections.
    await ana.page.waitForFunction(() => {
      const { probe } = window as unknown as { probe: { connections: RTCPeerConnection[] } };
      const offered = probe.connections.filter((one) => one.localDescription);
      return offered.length >= 2 && offered.every((one) => one.iceGatheringState === 'complete');
    });
    const wire = ben.sent.filter((frame) => !frame.includes('HEARTBEAT'));
    const said = wire
      .map((frame) => (JSON.parse(frame) as { payload: { message: unknown } }).payload.message)
      .map((message) => (message as { type: string }).type);
    assert.deepEqual(
      [...new Set(said)],
      ['ringing'],
      'all that Ben’s browser has sent is that it rings',
    );
    assert.equal((await ben.found()).negotiations, 0);
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.sees('Ana')]);
    assert.ok(ben.sent.some((frame) => frame.includes('ANSWER')));
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('is refused, and nothing was ever answered', async () => {
    const [ana, ben] = await two();
    await ana.dial(ben.id);
    await ben.decline();
    await ana.reads('Declined');
    assert.ok(!ben.sent.some((frame) => frame.includes('ANSWER') || frame.includes('"sdp"')));
    assert.equal((await ben.found()).negotiations, 0);
    await Promise.all([ana.leave(), ben.leave()]);
  });

  it('does not ring where strangers are switched off, nor where it is blocked', async () => {
    const [ana, ben] = await two();
    await ben.page.getByRole('link', { name: 'Settings' }).click();
    await ben.page.getByRole('switch', { name: 'Calls from strangers' }).click();
    await ana.page.clock.install();
    await ana.dial(ben.id);
    await ana.reads('Calling…');
    await ana.page.clock.fastForward('00:46');
    await ana.reads('No answer');
    assert.equal(await ben.incoming.count(), 0);
    assert.deepEqual(
      ben.sent.filter((frame) => !frame.includes('HEARTBEAT')),
      [],
      'Ben’s phone has not said a word',
    );
    await Promise.all([ana.leave(), ben.leave()]);
  });
});
