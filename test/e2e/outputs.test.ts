import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { threeOfEach } from './browser.ts';
import { House, moveOut } from './house.ts';
import {
  installOutputs,
  installSystemSound,
  settingsAreKept,
  sounds,
  speakerId,
} from './outputs.ts';
import type { Person } from './person.ts';

describe('what is heard where', () => {
  const house = new House(threeOfEach);
  let ana: Person;
  let ben: Person;

  afterEach(() => moveOut([ana, ben]));

  async function bothIn(before: () => void): Promise<void> {
    [ana, ben] = await house.contacts({ before: (page) => page.addInitScript(before) });
  }

  it('it rings on the ringer, and the rest of a call is heard on the speaker', async () => {
    await bothIn(installOutputs);
    await ana.context.grantPermissions(['microphone', 'camera']);
    await ana.go('Settings');
    const choose = (name: string, label: string) =>
      ana.page.getByRole('combobox', { name, exact: true }).selectOption({ label });
    await choose('Speaker', 'Fake Audio Output 1');
    await choose('Ring on', 'Fake Audio Output 2');
    await settingsAreKept(ana.page);
    // The choice is there for a call that comes to a page which was just opened.
    await ana.page.reload();
    await ana.ready();
    const speaker = await speakerId(ana.page, 'Fake Audio Output 1');
    const ringer = await speakerId(ana.page, 'Fake Audio Output 2');

    await ben.dial(ana.id);
    await ana.incoming.waitFor();
    await sounds(ana.page, ringer);
    await sounds(ana.page, speaker, false);
    await ana.answer();
    await ana.talks();
    await sounds(ana.page, ringer, false);
    await ana.hears('Ben');
    const playedOn = (sound: Element) => (sound as HTMLAudioElement & { sinkId: string }).sinkId;
    assert.equal(await ana.sound.evaluate(playedOn), speaker);
    await ana.hangUp();
    await ana.closeEnded();
    await ben.closeEnded();

    // What one hears of the other phone's ringing belongs to the call.
    await ana.dial(ben.id);
    await ana.reads('Ringing…');
    await sounds(ana.page, speaker);
    await sounds(ana.page, ringer, false);
    await ben.decline();
    await ana.reads('Declined');
  });

  it('the sound of a shared screen is heard together with the voice', async () => {
    await bothIn(installSystemSound);
    await ana.talkTo(ben);
    const { negotiations } = await ana.found();
    await ana.button('Share screen').click();
    await ben.sees('Ana');
    await ben.hears('the system of Ana', 880);
    await ben.hears('Ana');

    // Muted is the voice and not what is shown, around which a codec leaves some noise.
    await ana.button('Mute').click();
    await ben.hearsNothing('Ana', 440, -50);
    await ben.hears('the system of Ana', 880);
    await ana.button('Mute').click();
    await ben.hears('Ana');

    await ana.button('Share screen').click();
    await ben.seesNoMore('Ana');
    await ben.hears('Ana');
    // A voice has overtones everywhere.
    await ana.button('Mute').click();
    await ben.hearsNothing('the system of Ana', 880);
    assert.equal((await ana.found()).negotiations, negotiations);
  });
});
