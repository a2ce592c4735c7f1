import { expect } from '@esm-bundle/chai';
import type { CallMedia } from '../../../web/calls/ports.ts';
import { Store } from '../../../web/lib/store.ts';
import { PagePresence } from '../../../web/platform/presence.ts';
import { someCall } from '../../fakes/fake-phone.ts';
import { ada } from '../../fakes/scenes.ts';
import { until } from '../ui/find.ts';

const { id } = someCall('talk', ada);

describe('presence', () => {
  let context: AudioContext;
  let track: MediaStreamTrack;
  let media: Store<ReadonlyMap<typeof id, CallMedia>>;
  let presence: PagePresence;

  beforeEach(() => {
    context = new AudioContext();
    const local = context.createMediaStreamDestination().stream;
    track = local.getAudioTracks()[0]!;
    media = new Store<ReadonlyMap<typeof id, CallMedia>>(new Map());
    presence = new PagePresence(media);
    media.set(
      new Map([[id, { local, remote: null, sound: null, microphone: null, camera: null }]]),
    );
  });
  afterEach(async () => {
    presence.close();
    Reflect.deleteProperty(document, 'visibilityState');
    await context.close();
  });

  it('knows a page that is seen on a desktop', () => {
    expect(presence.state.value).to.deep.equal({ hidden: false, handheld: false, cut: false });
  });

  it('tells when the page is hidden', () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(presence.state.value.hidden).to.equal(true);
  });

  it('tells when the system cuts the microphone, and gives it back', async () => {
    Object.defineProperty(track, 'muted', { value: true, configurable: true });
    track.dispatchEvent(new Event('mute'));
    expect(presence.state.value.cut).to.equal(true);
    Reflect.deleteProperty(track, 'muted');
    track.dispatchEvent(new Event('unmute'));
    await until(() => !presence.state.value.cut);
  });

  it('forgets the microphone of a call that is over', () => {
    media.set(new Map());
    Object.defineProperty(track, 'muted', { value: true });
    track.dispatchEvent(new Event('mute'));
    expect(presence.state.value.cut).to.equal(false);
  });
});
