import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createIdentity } from '../../web/identity/identity.ts';
import { newCallId, newRingId } from '../../web/links/messages.ts';
import {
  askedToCarry,
  become,
  bringAgain,
  broughtBy,
  corruptible,
  shout,
  swallows,
  type Deed,
} from './corruptible.ts';
import { hostileFrames } from './hostile-frames.ts';
import { House, moveOut, tidyUp } from './house.ts';
import { identityOf, invited, write } from './mail.ts';
import type { Person } from './person.ts';
import { closeConnections } from './probe.ts';

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

  it('that changes letters makes nothing ring, and the user is told', async () => {
    await become(cem.page, 'change');
    await ana.dial(ben.id);
    await ben.page
      .getByText('Somebody between you and Ana tried to change what was sent to you')
      .waitFor();
    assert.equal(await ben.incoming.count(), 0);
    await ana.hangUp();
    await ana.closeEnded();
    await ben.button('Dismiss').click();
  });

  it('that says it carries, and does not, makes nobody believe that it rings', async () => {
    await become(cem.page, 'swallow');
    await ben.dial(ana.id);
    await swallows(cem.page);
    await ben.reads('Calling…');
    assert.equal(await ana.incoming.count(), 0);
    await ben.hangUp();
    await ben.closeEnded();
  });

  it('that doubles, turns round or loses letters does not keep friends from talking', async () => {
    for (const deed of ['double', 'turn round', 'lose'] satisfies Deed[]) {
      await become(cem.page, deed);
      const brought = await broughtBy(cem.page);
      const [ofAna, ofBen] = [await ana.found(), await ben.found()];
      await ben.dial(ana.id);
      await ana.answer();
      // What was lost is offered again after some seconds; a call without a path ends after 60.
      await Promise.all([ana.talks(50_000), ben.talks(50_000)]);
      await Promise.all([ana.hears(`Ben, though Cem would ${deed}`), ben.hears('Ana')]);
      assert.ok((await broughtBy(cem.page)) > brought, 'it went by the friend');
      await ben.hangUp();
      await ana.reads('Call ended');
      await tidyUp([ana, ben]);
      // With their link gone, the next letters go by the friend again.
      await ana.page.evaluate(closeConnections, ofAna.connections);
      await ben.page.evaluate(closeConnections, ofBen.connections);
    }
  });

  it('that repeats letters, or brings them in another name, rings nowhere and breaks no call', async () => {
    await become(cem.page, 'honest');
    await ben.talkTo(ana);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await bringAgain(cem.page, 60, ana.wireId);
    await bringAgain(cem.page, 60, ben.wireId);
    await bringAgain(cem.page, 20, cem.wireId);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.hangUp();
    await ana.reads('Call ended');
    await Promise.all([ana.closeEnded(), ben.closeEnded()]);
    await bringAgain(cem.page, 30, ana.wireId);
    await bringAgain(cem.page, 30, ben.wireId);
    await ana.page.getByText('Somebody between you and Ben').waitFor();
    assert.equal((await ana.incoming.count()) + (await ben.incoming.count()), 0);
  });

  it('that floods, sends 10 MB and what is no message, breaks no page and no call', async () => {
    await ben.talkTo(ana);
    const junk = { tincan: 3, sealed: Buffer.alloc(300, 7).toString('base64url') };
    const brought = { type: 'brought', from: ben.wireId, letter: junk };
    await shout(cem.page, [JSON.stringify(brought)], 10_000);
    // A link takes no single message that is longer.
    await shout(cem.page, ['A'.repeat(250_000)], 40);
    const call = newCallId();
    await shout(cem.page, [
      ...hostileFrames(ben.wireId, 300),
      '{"__proto__":{"polluted":1},"type":"hello","version":1,"name":"Ben"}',
      '{"type":"brought","from":"__proto__","letter":{"tincan":3,"sealed":"AAAA"}}',
      ...['end', 'cancel', 'accept', 'busy'].map((type) => JSON.stringify({ type, call })),
    ]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    assert.equal((await ana.incoming.count()) + (await ben.incoming.count()), 0);
    for (const { page } of [ana, ben]) {
      assert.equal(await page.evaluate(() => 'polluted' in {}), false);
    }
    await ben.hangUp();
    await ana.reads('Call ended');
    await tidyUp([ana, ben]);
    await ben.talkTo(ana);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.hangUp();
    await ana.reads('Call ended');
    await tidyUp([ana, ben]);
  });

  it('that answers for somebody absent connects nobody', async () => {
    const reader = await identityOf(ben.page);
    await ben.leave();
    await become(cem.page, 'boast');
    await askedToCarry(cem.page);
    await ana.dial(ben.id, 'Video call');
    // Even if it knew which call it is.
    let call: string | null = null;
    while (call === null) {
      call = await invited(await askedToCarry(cem.page), ana.wireId, reader);
    }
    const eve = await createIdentity();
    for (const type of ['ringing', 'accept'] as const) {
      const content = { type, call, kind: 'video', ring: newRingId() };
      const letter = await write(eve, ana.wireId, content);
      const said = { type: 'brought', from: ben.wireId, letter };
      await shout(cem.page, [JSON.stringify(said), JSON.stringify(content)]);
    }
    // What Ana says to Cem comes after what she made of all that.
    await cem.dial(ana.id);
    await cem.reads('Busy');
    await ana.reads('Calling…');
    assert.equal((await ana.found()).live.length, 2, 'only her own microphone and camera are open');
    await ana.hangUp();
    await ana.hasClosedDevices();
    await moveOut([ana, cem]);
  });
});
