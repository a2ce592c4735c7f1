import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { House, moveOut, tidyUp } from './house.ts';
import type { Person } from './person.ts';

describe('calls between contacts', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  before(async () => {
    [ana, ben] = await house.contacts();
  });
  afterEach(() => tidyUp([ana, ben]));

  it('voice: it rings, both talk and hear each other, one hangs up', async () => {
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await ana.reads('Ringing…');
    assert.deepEqual((await ben.found()).opened, [], 'no microphone is open before the answer');
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ana.hangUp();
    await Promise.all([ana.reads('Call ended'), ben.reads('Call ended')]);
    for (const person of [ana, ben]) {
      const { opened } = await person.found();
      assert.deepEqual(opened, [['audio']], 'the microphone was opened once');
      await person.hasClosedDevices();
    }
  });

  it('video: both see and hear each other, and the cameras go off at the end', async () => {
    await ana.talkTo(ben, 'Video call');
    await Promise.all([ana.sees('Ben'), ben.sees('Ana')]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
    await ben.hangUp();
    await Promise.all([ana.reads('Call ended'), ben.reads('Call ended')]);
    for (const person of [ana, ben]) {
      assert.deepEqual((await person.found()).opened, [['audio', 'video']]);
      await person.hasClosedDevices();
    }
  });

  it('declined', async () => {
    await ana.dial(ben.id);
    await ben.decline();
    await ana.reads('Declined');
    await ben.incoming.waitFor({ state: 'hidden' });
    assert.deepEqual((await ben.found()).opened, []);
  });

  it('cancelled by the caller', async () => {
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await ana.hangUp();
    await ben.incoming.waitFor({ state: 'hidden' });
    await ana.reads('Call ended');
  });

  it('a second caller hears busy, the call goes on', async () => {
    const cem = await house.moveIn('Cem');
    await ana.talkTo(ben);
    await cem.dial(ben.id);
    await cem.reads('Busy');
    await ben.talks();
    await ben.hears('Ana');
    await cem.leave();
  });

  it('the camera can be turned on and off in a voice call, without negotiation', async () => {
    await ana.talkTo(ben);
    const before = (await ana.found()).negotiations;
    await ana.button('Camera').click();
    await ben.sees('Ana');
    await ben.button('Camera').click();
    await ana.sees('Ben');
    await ana.button('Camera').click();
    await ben.seesNoMore('Ana');
    assert.deepEqual((await ana.found()).live, ['audio'], 'the camera’s light is off');
    await ana.hears('Ben');
    assert.equal((await ana.found()).negotiations, before);
  });

  it('mute silences, and says so on the other side', async () => {
    await ana.talkTo(ben);
    await ben.hears('Ana');
    await ana.button('Mute').click();
    await ben.hearsNothing('Ana');
    assert.equal(await ana.button('Mute').getAttribute('aria-pressed'), 'true');
    await ana.button('Mute').click();
    await ben.hears('Ana');
  });

  it('hold silences both ways, and talk goes on after it', async () => {
    await ana.talkTo(ben);
    await ana.button('Hold').click();
    await Promise.all([ana.reads('On hold'), ben.reads('On hold')]);
    await ben.hearsNothing('Ana');
    await ana.button('Hold').click();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
  });

  it('both call each other at once: they are simply connected', async () => {
    await Promise.all([ana.type(ben.id), ben.type(ana.id)]);
    await Promise.all([
      ana.button('Voice call').first().click(),
      ben.button('Voice call').first().click(),
    ]);
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
  });

  it('connections that break on one side: new ones are made and talk goes on', async () => {
    await ana.talkTo(ben);
    const gap = await ana.watch('Reconnecting…');
    await ben.page.evaluate(() => {
      const { probe } = window as unknown as { probe: { connections: RTCPeerConnection[] } };
      for (const connection of probe.connections) connection.close();
    });
    await gap();
    await Promise.all([ana.talks(30_000), ben.talks(30_000)]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
  });

  it('a double click on “Hang up” leaves the reason on the screen', async () => {
    await ana.talkTo(ben);
    await ana.button('Hang up').dblclick();
    await ana.reads('Call ended');
    await ben.reads('Call ended');
    await ana.button('Close').click();
    await ana.status.waitFor({ state: 'hidden' });
  });

  it('answered and given up in the same moment: over for both, no microphone open', async () => {
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    const press = (one: Element) => (one as HTMLElement).click();
    await Promise.all([
      ben.incoming.getByRole('button', { name: 'Answer', exact: true }).evaluate(press),
      ana.button('Hang up').evaluate(press),
    ]);
    await ana.reads('Call ended');
    await ben.page.waitForFunction(() => {
      const { probe } = window as unknown as {
        probe: { opened: { tracks: MediaStreamTrack[] }[] };
      };
      const tracks = probe.opened.flatMap((one) => one.tracks);
      return tracks.every((track) => track.readyState === 'ended');
    });
    await ben.incoming.waitFor({ state: 'hidden' });
  });

  it('a callee who reloads while it rings: it rings again', async () => {
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await ben.page.reload();
    await ben.incoming.waitFor();
    await ana.reads('Ringing…');
    await ben.answer();
    await Promise.all([ana.talks(), ben.talks()]);
    await Promise.all([ana.hears('Ben'), ben.hears('Ana')]);
  });
});

describe('calls between contacts, one of whom is gone', () => {
  const house = new House();
  let ana: Person;
  let ben: Person;

  beforeEach(async () => {
    [ana, ben] = await house.contacts();
  });
  afterEach(() => moveOut([ana, ben], { mayBeClosed: true }));

  it('ringing stops when the caller closes the page', async () => {
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await ana.page.close({ runBeforeUnload: true });
    await ben.incoming.waitFor({ state: 'hidden' });
  });

  it('not answered within 45 s', async () => {
    await ana.page.clock.install();
    await ana.dial(ben.id);
    await ben.incoming.waitFor();
    await ana.reads('Ringing…');
    await ana.page.clock.fastForward('00:46');
    await ana.reads('No answer');
    await ben.incoming.waitFor({ state: 'hidden' });
  });

  it('unavailable: told within 6 s', async () => {
    await ben.page.close();
    await ana.dial(ben.id);
    await ana.reads('Unavailable', 6_000);
  });

  it('taken over by another tab in a call: the call follows, the old tab’s microphone is closed', async () => {
    await ana.talkTo(ben, 'Video call');
    await ben.button('Mute').click();
    await ana.page.getByText('Muted', { exact: true }).waitFor();
    const second = await ben.takeOver(house.server.url);
    await ben.button('Use here').waitFor();
    assert.deepEqual((await ben.found()).opened, [['audio', 'video']]);
    await ben.hasClosedDevices();
    await Promise.all([ana.talks(), second.talks()]);
    await Promise.all([ana.sees('Ben'), second.sees('Ana'), second.hears('Ana')]);
    await ana.page.getByText('Muted', { exact: true }).waitFor();
    await ana.hearsNothing('Ben');
    await second.button('Mute').click();
    await ana.hears('Ben');
  });

  it('a killed tab: reconnecting within 5 s, connection lost within 60 s', async () => {
    await ana.page.clock.install();
    await ana.talkTo(ben);
    await ben.page.close();
    await ana.reads('Reconnecting…', 5_000);
    await ana.page.clock.fastForward('01:00');
    await ana.reads('Connection lost');
  });
});
