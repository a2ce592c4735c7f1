import { expect } from '@esm-bundle/chai';
import { routeBack, routeForCalls } from '../../../web/platform/audio-route.ts';
import { attempt } from '../../../web/platform/device-trial.ts';
import { openDevices } from '../../../web/platform/devices.ts';

const anyOne = { id: null };

describe('audio route', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'audioSession'));

  it('is the one of calls while a microphone may be open', () => {
    const session = { type: 'auto' };
    Object.defineProperty(navigator, 'audioSession', { value: session, configurable: true });
    routeForCalls(true);
    expect(session.type).to.equal('play-and-record');
    routeBack();
    expect(session.type, 'a call goes on').to.equal('play-and-record');
    routeForCalls(false);
    expect(session.type).to.equal('auto');
  });

  it('is as it was once a microphone was tried', async () => {
    const session = { type: 'auto' };
    Object.defineProperty(navigator, 'audioSession', { value: session, configurable: true });
    const trial = await attempt('microphone', null);
    expect(session.type).to.equal('play-and-record');
    if (typeof trial === 'object') trial.close();
    expect(session.type).to.equal('auto');
  });

  it('is that one before a microphone opens, and not for a camera', async () => {
    const session = { type: 'auto' };
    Object.defineProperty(navigator, 'audioSession', { value: session, configurable: true });
    const seen: string[] = [];
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      seen.push(session.type);
      return real(constraints);
    };
    try {
      for (const wish of [
        { microphone: null, camera: anyOne },
        { microphone: anyOne, camera: null },
      ]) {
        const { microphone, camera } = await openDevices(wish);
        for (const one of [microphone, camera]) if (one?.kind === 'track') one.track.stop();
      }
    } finally {
      Reflect.deleteProperty(mediaDevices, 'getUserMedia');
    }
    expect(seen).to.deep.equal(['auto', 'play-and-record']);
  });

  it('is left to a browser that has no say in it', () => {
    routeForCalls(true);
    routeForCalls(false);
    expect(navigator).not.to.have.property('audioSession');
  });
});
