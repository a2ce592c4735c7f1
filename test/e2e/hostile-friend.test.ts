import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { House, moveOut } from './house.ts';
import type { Person } from './person.ts';

type Deed = 'honest' | 'change' | 'swallow';

/** Lets the owner of a page do something else with the letters it carries. */
async function corruptible(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const carried: string[] = [];
    const channels = new Set<RTCDataChannel>();
    const state = { deed: 'honest' as Deed, carried, channels, swallowed: 0 };
    Object.assign(window, { corrupt: state });
    // What PeerJS hands over is bytes or text, as its serialization has it.
    const send: (this: RTCDataChannel, data: never) => void = RTCDataChannel.prototype.send;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
      channels.add(this);
      const text = typeof data === 'string' ? data : '';
      if (!text.includes('"brought"')) return send.call(this, data as never);
      carried.push(text);
      if (state.deed === 'swallow') return void state.swallowed++;
      if (state.deed === 'change') {
        return send.call(this, text.replace(/("sealed":".{200})./, '$1_') as never);
      }
      return send.call(this, data as never);
    };
  });
}

describe('a hostile friend', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;
  let cem: Person;

  /** Cem, who is linked to both, is the only way between Ana and Ben. */
  before(async () => {
    [ana, ben] = await house.contacts();
    cem = await house.moveIn('Cem', { before: corruptible });
    await ana.talkTo(ben);
    await ana.hangUp();
    await ben.reads('Call ended');
    for (const other of [ana, ben]) {
      await cem.befriend(other);
      await other.page.reload();
      await other.ready();
      await cem.talkTo(other);
      await cem.hangUp();
      await other.reads('Call ended');
      await Promise.all([cem.closeEnded(), other.closeEnded()]);
    }
    await house.server.stop('SIGKILL');
    for (const one of [ana, ben]) await one.page.getByText('No connection to the broker').waitFor();
  });

  const become = (deed: Deed) =>
    cem.page.evaluate((wanted) => {
      (window as unknown as { corrupt: { deed: Deed } }).corrupt.deed = wanted;
    }, deed);

  /** Says that again and again over all of its links, and as if it were of `from`. */
  const say = (count: number, from: string) =>
    cem.page.evaluate(
      ([times, source]) => {
        const { carried, channels } = (
          window as unknown as { corrupt: { carried: string[]; channels: Set<RTCDataChannel> } }
        ).corrupt;
        const open = [...channels].filter((one) => one.readyState === 'open');
        for (let at = 0; at < times; at++) {
          const text = carried[at % carried.length]!.replace(/"from":"\w+"/, `"from":"${source}"`);
          for (const channel of open) channel.send(text);
        }
      },
      [count, from] as const,
    );

  it('that changes letters makes nothing ring, and the user is told', async () => {
    await become('change');
    await ana.dial(ben.id);
    await ben.page.getByText('Somebody between you and Ana tried to change this call').waitFor();
    assert.equal(await ben.incoming.count(), 0);
    await ana.hangUp();
    await ana.closeEnded();
    await ben.button('Dismiss').click();
  });

  it('that says it carries, and does not, makes nobody believe that it rings', async () => {
    await become('swallow');
    await ben.dial(ana.id);
    await cem.page.waitForFunction(
      () => (window as unknown as { corrupt: { swallowed: number } }).corrupt.swallowed > 1,
    );
    await ben.reads('Calling…');
    assert.equal(await ana.incoming.count(), 0);
    await ben.hangUp();
    await ben.closeEnded();
  });

  it('that repeats letters, or brings them in another name, rings nowhere and breaks no call', async () => {
    await become('honest');
    await ben.talkTo(ana);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await say(60, ana.wireId);
    await say(60, ben.wireId);
    await say(20, cem.wireId);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.hangUp();
    await ana.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await say(30, ana.wireId);
    await say(30, ben.wireId);
    await ana.page.getByText('Somebody between you and Ben').waitFor();
    assert.equal((await ana.incoming.count()) + (await ben.incoming.count()), 0);
    await moveOut([ana, ben, cem]);
  });
});
