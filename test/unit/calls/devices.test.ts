import { expect } from '@esm-bundle/chai';
import { newcomers, ofKind, present } from '../../../web/lib/device-list.ts';
import { outputFor } from '../../../web/calls/outputs.ts';
import { sideOf } from '../../../web/calls/side-of.ts';
import type { CallMedia } from '../../../web/calls/ports.ts';
import { isInAppBrowser } from '../../../web/platform/in-app.ts';
import { meter } from '../../../web/platform/device-trial.ts';
import { builtIn, headset } from '../../fakes/fake-devices.ts';
import { ben, FakeHouse, type FakePhone } from '../../fakes/fake-house.ts';

const quiet: CallMedia = { local: null, remote: null, sound: null, microphone: null, camera: null };

describe('the list of devices', () => {
  it('knows kinds, and who is there', () => {
    expect(ofKind(builtIn, 'speaker').map(({ id }) => id)).to.deep.equal(['out-in']);
    expect(present(builtIn, 'microphone', 'mic-in')).to.equal('mic-in');
    expect(present(builtIn, 'microphone', 'mic-head')).to.equal(null);
    expect(present(builtIn, 'speaker', 'mic-in')).to.equal(null);
  });

  it('takes the parts of one thing for one newcomer', () => {
    expect(newcomers(builtIn, [...builtIn, ...headset])).to.deep.equal([headset]);
    expect(newcomers([...builtIn, ...headset], builtIn)).to.deep.equal([]);
  });
});

describe('where tones are heard', () => {
  const chosen = { speaker: 'out-head', ringer: 'out-in' };
  const all = [...builtIn, ...headset];
  it('rings on the ringer, the rest is on the speaker', () => {
    expect(outputFor('ringtone', all, chosen)).to.equal('out-in');
    expect(outputFor('ringback', all, chosen)).to.equal('out-head');
    expect(outputFor('waiting', all, chosen)).to.equal('out-head');
    expect(outputFor('ringtone', all, { ...chosen, ringer: null })).to.equal('out-head');
    expect(outputFor('ended', all, { ...chosen, speaker: null })).to.equal(null);
  });

  it('are the next best where what was chosen is not plugged in', () => {
    expect(outputFor('ringtone', headset, chosen)).to.equal('out-head');
    expect(outputFor('ringback', builtIn, chosen)).to.equal(null);
    expect(outputFor('ringtone', [], chosen)).to.equal(null);
  });
});

describe('what follows for a side from its media', () => {
  const shown: CallMedia = { ...quiet, screen: new MediaStream() };
  const refused: CallMedia = { ...quiet, camera: 'denied' };
  const deaf: CallMedia = { ...quiet, microphone: 'denied' };
  for (const [what, now, before, side] of [
    ['nothing', quiet, undefined, null],
    ['a screen that is shown', shown, quiet, { screen: true }],
    ['the same screen', shown, shown, null],
    ['a screen that was stopped', quiet, shown, { screen: false }],
    ['a camera that does not open', refused, quiet, { camera: false }],
    ['a camera that opens after all', quiet, refused, { camera: true }],
    ['a microphone that does not open', deaf, quiet, { silent: true }],
    ['the same microphone', deaf, deaf, null],
    ['a microphone that opens after all', quiet, deaf, { silent: false }],
  ] as const) {
    it(what, () => expect(sideOf(now, before)).to.deep.equal(side));
  }
});

describe('a screen in a call', () => {
  let house: FakeHouse;
  let ana: FakePhone;
  beforeEach(async () => {
    house = new FakeHouse();
    ({ ana } = house);
  });

  const show = (stream: MediaStream | null) => {
    ana.media.streams.set(new Map([[ana.call!.id, { ...quiet, screen: stream }]]));
    return house.settle();
  };

  it('is asked for only when the call is accepted', async () => {
    ana.calls.dial(ben, 'voice');
    ana.calls.share(ana.call!.id, true);
    expect(ana.media.asked).to.deep.equal([]);
  });

  it('is told when there is one, not when it was asked for', async () => {
    await house.talk();
    ana.calls.share(ana.call!.id, true);
    await house.settle();
    expect(house.ben.call!.theirs.screen).to.equal(false);
    await show(new MediaStream());
    expect(ana.call!.mine.screen).to.equal(true);
    expect(house.ben.call!.theirs.screen).to.equal(true);
    await show(null);
    expect(house.ben.call!.theirs.screen).to.equal(false);
  });
});

describe('browsers inside other apps', () => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36';
  const safari =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  for (const [agent, inApp] of [
    [chrome, false],
    [`${safari} Version/18.0 Mobile/15E148 Safari/604.1`, false],
    [`${safari} Mobile/15E148 Instagram 350.0.0.0`, true],
    [`${safari} Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.0]`, true],
    [chrome.replace('Pixel 8)', 'Pixel 8; wv)'), true],
    [`${chrome} MicroMessenger/8.0.49`, true],
  ] as const) {
    it(`${inApp ? 'is' : 'is not'} ${agent.slice(-40)}`, () =>
      expect(isInAppBrowser(agent)).to.equal(inApp));
  }
});

describe('the meter', () => {
  it('shows silence as nothing, a loud voice as full', () => {
    expect(meter(0)).to.equal(0);
    expect(meter(0.001)).to.equal(0);
    expect(meter(0.03)).to.be.within(0.5, 0.7);
    expect(meter(1)).to.equal(1);
  });
});
