import { expect } from '@esm-bundle/chai';
import { doubtNetwork } from '../../../web/platform/fresh-network.ts';
import { join } from './looped-connections.ts';

const frames = () => document.querySelectorAll('iframe').length;

describe('a network in doubt', () => {
  afterEach(() => doubtNetwork(false));

  it('has connections made in a frame of their own, as long as there are any', () => {
    const before = new RTCPeerConnection();
    expect(frames()).to.equal(0);
    doubtNetwork(true);
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    expect(frames()).to.equal(1);
    doubtNetwork(false);
    const after = new RTCPeerConnection();
    expect(frames()).to.equal(1);
    for (const connection of [before, after, one]) connection.close();
    expect(frames()).to.equal(1);
    other.close();
    expect(frames()).to.equal(0);
    expect(other.signalingState).to.equal('closed');
  });

  it('has a new frame each time it is doubted, and none when it was a false alarm', () => {
    doubtNetwork(true);
    const one = new RTCPeerConnection();
    doubtNetwork(true);
    const other = new RTCPeerConnection();
    expect(one.constructor).not.to.equal(other.constructor);
    one.close();
    other.close();
    expect(frames()).to.equal(1);
    doubtNetwork(true);
    doubtNetwork(false);
    expect(frames()).to.equal(0);
  });

  it('has connections that speak with those of the page, about tracks of the page', async () => {
    const near = new RTCPeerConnection();
    doubtNetwork(true);
    const far = new RTCPeerConnection({ iceServers: [] });
    expect(far).not.to.be.instanceOf(near.constructor);
    const { stream } = new MediaStreamAudioDestinationNode(new AudioContext());
    far.addTrack(stream.getAudioTracks()[0]!, stream);
    const heard = new Promise<RTCTrackEvent>((resolve) => (near.ontrack = resolve));
    await join(far, near);
    expect((await heard).track.kind).to.equal('audio');
    await new Promise<void>((resolve) => {
      const look = () => far.connectionState === 'connected' && resolve();
      far.onconnectionstatechange = look;
      look();
    });
    far.close();
    near.close();
  });
});
