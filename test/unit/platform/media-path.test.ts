import { expect } from '@esm-bundle/chai';
import type { MediaConnection } from '../../../web/platform/media-connection.ts';
import { MediaPath } from '../../../web/platform/media-path.ts';
import type { Tracks } from '../../../web/platform/placeholder.ts';
import { join } from './looped-connections.ts';

const none: Tracks = { audio: null, video: null };

/** A path whose other end is in this page too. */
async function open(given: Tracks = none) {
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const events = { asks: (sdp: string) => sdp, changed() {}, lost() {}, expected: () => null };
  const path = new MediaPath(events, given);
  path.offer((stream) => {
    for (const track of stream.getTracks()) one.addTrack(track, stream);
    return {
      peerConnection: one,
      on() {},
      removeAllListeners() {},
      close: () => one.close(),
    } as Partial<MediaConnection> as MediaConnection;
  });
  await join(one, two);
  return { path, two };
}

/** Packets of sound that came so far. */
async function packets(connection: RTCPeerConnection): Promise<number> {
  let received = 0;
  for (const entry of (await connection.getStats()).values()) {
    const { type, kind, packetsReceived } = entry as Record<string, unknown>;
    if (type === 'inbound-rtp' && kind === 'audio') received += Number(packetsReceived);
  }
  return received;
}

/** Resolves when that many more came; rejects if they don't within five seconds. */
async function flow(connection: RTCPeerConnection, more: number): Promise<void> {
  const goal = (await packets(connection)) + more;
  for (const end = performance.now() + 5_000; performance.now() < end;) {
    if ((await packets(connection)) >= goal) return;
  }
  throw new Error('Sound stands still');
}

describe('a media path', () => {
  it('sends silence where it has sound no more, so that no jitter buffer sees a gap', async () => {
    const { path, two } = await open();
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = microphone.getAudioTracks();
    path.send({ audio: track ?? null, video: null });
    await flow(two, 50);
    path.send(none);
    track?.stop();
    await flow(two, 10);
    path.send(none);
    await flow(two, 5);
    path.close();
    two.close();
  });

  it('begins with a small picture if it has one, and has the whole one later', async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 320 } });
    const [video = null] = camera.getVideoTracks();
    const { path, two } = await open({ audio: null, video });
    const picture = document.createElement('video');
    picture.muted = true;
    picture.srcObject = new MediaStream(two.getReceivers().map(({ track }) => track));
    const becomes = async (isSo: (width: number) => boolean) => {
      while (!isSo(picture.videoWidth)) {
        await new Promise((turn) => picture.addEventListener('resize', turn, { once: true }));
      }
    };
    void picture.play();
    await becomes((width) => width > 0);
    expect(picture.videoWidth).to.be.at.most(160);
    path.enlarge();
    await becomes((width) => width > 160);
    path.close();
    video?.stop();
    two.close();
  });

  it('is negotiated with what there is to send, and leaves it open', async () => {
    const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    const [audio = null] = microphone.getAudioTracks();
    const { path, two } = await open({ audio, video: null });
    expect(two.getReceivers().map(({ track }) => track.kind)).to.have.members(['audio', 'video']);
    await flow(two, 10);
    path.send(none);
    await flow(two, 10);
    path.close();
    expect(audio?.readyState).to.equal('live');
    audio?.stop();
    two.close();
  });
});
