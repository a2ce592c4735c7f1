import { expect } from '@esm-bundle/chai';
import type { Handle } from '../../../web/calls/demand.ts';
import { MediaKeys } from '../../../web/platform/media-keys.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada } from '../../fakes/scenes.ts';

const { id, peer } = someCall('talk', ada);
const handle: Handle = {
  call: id,
  peer,
  claimedName: null,
  active: true,
  microphone: true,
  camera: false,
};

/** The browser's own session, with hold of the handlers it gets. */
function session() {
  const handlers = new Map<string, () => void>();
  const told: string[] = [];
  const { mediaSession } = navigator;
  const original = mediaSession.setActionHandler.bind(mediaSession);
  const wrapped = {
    setActionHandler(action: MediaSessionAction, handler: MediaSessionActionHandler | null) {
      original(action, handler);
      if (handler) handlers.set(action, () => handler({ action }));
      else handlers.delete(action);
    },
    setMicrophoneActive: (on: boolean) => void told.push(`microphone ${on}`),
    setCameraActive: (on: boolean) => void told.push(`camera ${on}`),
  };
  for (const [name, value] of Object.entries(wrapped)) {
    Object.defineProperty(mediaSession, name, { value, configurable: true });
  }
  const restore = () =>
    Object.keys(wrapped).forEach((n) => Reflect.deleteProperty(mediaSession, n));
  return { handlers, told, restore };
}

describe('media keys', () => {
  let asked: string[];
  let keys: MediaKeys;
  let around: ReturnType<typeof session>;

  beforeEach(() => {
    asked = [];
    around = session();
    keys = new MediaKeys({
      mute: (call, on) => asked.push(`mute ${call} ${on}`),
      camera: (call, on) => asked.push(`camera ${call} ${on}`),
      hangUp: (call) => asked.push(`hang up ${call}`),
    });
  });
  afterEach(() => {
    keys.show(null, '');
    around.restore();
  });

  it('show who it is and how it stands', () => {
    const { mediaSession } = navigator;
    keys.show(handle, 'Ada');
    expect(mediaSession.metadata?.title).to.equal('Ada');
    expect(mediaSession.playbackState).to.equal('playing');
    keys.show({ ...handle, active: false }, 'Ada');
    expect(mediaSession.playbackState).to.equal('paused');
    keys.show(null, '');
    expect(mediaSession.metadata).to.equal(null);
    expect(mediaSession.playbackState).to.equal('none');
  });

  it('mute, turn the camera and hang up, by what is on at the moment', () => {
    keys.show(handle, 'Ada');
    const press = (key: string) => around.handlers.get(key)?.();
    press('togglemicrophone');
    press('togglecamera');
    keys.show({ ...handle, microphone: false, camera: true }, 'Ada');
    press('togglemicrophone');
    press('togglecamera');
    press('hangup');
    expect(asked).to.deep.equal([
      `mute ${id} true`,
      `camera ${id} true`,
      `mute ${id} false`,
      `camera ${id} false`,
      `hang up ${id}`,
    ]);
  });

  it('tell the system each change of microphone and camera once', () => {
    keys.show(handle, 'Ada');
    keys.show(handle, 'Ada');
    keys.show({ ...handle, microphone: false }, 'Ada');
    expect(around.told).to.deep.equal(['microphone true', 'camera false', 'microphone false']);
  });

  it('are let go after the call', () => {
    keys.show(handle, 'Ada');
    expect([...around.handlers.keys()]).to.have.members([
      'togglemicrophone',
      'togglecamera',
      'hangup',
    ]);
    keys.show(null, '');
    expect([...around.handlers.keys()]).to.deep.equal([]);
  });

  it('stand a browser that knows none of these actions', () => {
    const value = () => {
      throw new TypeError('no such action');
    };
    Object.defineProperty(navigator.mediaSession, 'setActionHandler', {
      value,
      configurable: true,
    });
    keys.show(handle, 'Ada');
    expect(navigator.mediaSession.metadata?.title).to.equal('Ada');
  });
});
