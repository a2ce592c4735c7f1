import type { MediaConnection } from '../../../web/platform/media-connection.ts';
import { MediaPath } from '../../../web/platform/media-path.ts';
import { join } from './looped-connections.ts';

/** A path whose other end is in this page too. */
async function open() {
  const [one, two] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const path = new MediaPath({
    asks: (sdp) => sdp,
    changed() {},
    lost() {},
    expected: () => null,
  });
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
    path.send(track ?? null, null);
    await flow(two, 50);
    path.send(null, null);
    track?.stop();
    await flow(two, 10);
    path.send(null, null);
    await flow(two, 5);
    path.close();
    two.close();
  });
});
