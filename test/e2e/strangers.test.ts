import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { House } from './house.ts';
import { identityOf, read } from './mail.ts';
import type { Person } from './person.ts';

describe('a stranger', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  beforeEach(async () => {
    [ana, ben] = await house.strangers();
  });
  afterEach(() => Promise.all([ana.leave(), ben.leave()]));

  it('knocks; nothing leaves the browser before the user accepts; then they talk', async () => {
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
    const reader = await identityOf(ana.page);
    const said = async () => (await read(ben.sent, ben.wireId, reader)).map(({ type }) => type);
    assert.deepEqual(
      [...new Set(await said())],
      ['ringing'],
      'all that Ben’s browser has sent is that it rings',
    );
    assert.equal((await ben.found()).negotiations, 0);
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.sees('Ana')]);
    assert.ok((await said()).includes('ANSWER'));
  });

  it('is refused, and nothing was ever answered', async () => {
    await ana.dial(ben.id);
    await ben.decline();
    await ana.reads('Declined');
    const said = await read(ben.sent, ben.wireId, await identityOf(ana.page));
    assert.deepEqual([...new Set(said.map(({ type }) => type))].sort(), ['decline', 'ringing']);
    assert.equal((await ben.found()).negotiations, 0);
  });

  it('learns that the call is over also where the network takes its time', async () => {
    for (const { context, page } of [ana, ben]) {
      const session = await context.newCDPSession(page);
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 100, downloadThroughput: -1, uploadThroughput: -1 },
      });
    }
    for (const [one, other] of [
      [ana, ben],
      [ben, ana],
    ] as const) {
      await ana.dial(ben.id);
      await ben.answer();
      await Promise.all([ana.talks(), ben.talks()]);
      await one.hangUp();
      await other.reads('Call ended');
      await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    }
  });

  it('learns that the call is over also where the word for it is lost', async () => {
    await ana.page.evaluate(() => {
      const send = RTCDataChannel.prototype.send as (this: RTCDataChannel, data: unknown) => void;
      RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
        if (!String(data).includes('"end"')) send.call(this, data);
      };
    });
    await ana.dial(ben.id);
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await ana.hangUp();
    await ben.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
  });

  it('is not heard any more once the caller has given up, however long it rang', async () => {
    await ana.page.clock.install();
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await ana.reads('Ringing…');
    await ana.page.clock.fastForward('00:10');
    await ana.hangUp();
    await ben.incoming.waitFor({ state: 'hidden' });
  });

  it('does not ring where strangers are switched off', async () => {
    await ben.page.getByRole('link', { name: 'Settings' }).click();
    await ben.page.getByRole('switch', { name: 'Calls from strangers' }).click();
    await ana.page.clock.install();
    await ana.dial(ben.id);
    await ana.reads('Calling…');
    await ana.page.clock.fastForward('00:46');
    await ana.reads('No answer');
    assert.equal(await ben.incoming.count(), 0);
    assert.deepEqual(ben.sent, [], 'Ben’s phone has not said a word');
  });
});
