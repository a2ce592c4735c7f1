import { expect } from '@esm-bundle/chai';
import { routeAudio } from '../../../web/platform/audio-route.ts';

describe('audio route', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'audioSession'));

  it('is the one of calls while a microphone may be open', () => {
    const session = { type: 'auto' };
    Object.defineProperty(navigator, 'audioSession', { value: session, configurable: true });
    routeAudio(true);
    expect(session.type).to.equal('play-and-record');
    routeAudio(false);
    expect(session.type).to.equal('auto');
  });

  it('is left to a browser that has no say in it', () => {
    routeAudio(true);
    expect(navigator).not.to.have.property('audioSession');
  });
});
