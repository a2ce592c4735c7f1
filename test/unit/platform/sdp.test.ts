import { assert } from '@esm-bundle/chai';
import { askOfEncoders, startBitrate } from '../../../web/platform/sdp.ts';

function lines(...all: string[]): string {
  return all.map((line) => `${line}\r\n`).join('');
}

describe('what is asked of the other phone’s encoders', () => {
  it('is silence when nobody speaks, and a sharp picture from the start', () => {
    const sdp = lines(
      'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 minptime=10;useinbandfec=1',
      'a=rtpmap:0 PCMU/8000',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97 103',
      'a=rtpmap:96 VP8/90000',
      'a=rtpmap:97 rtx/90000',
      'a=fmtp:97 apt=96',
      'a=rtpmap:103 H264/90000',
      'a=fmtp:103 packetization-mode=1',
    );
    assert.equal(
      askOfEncoders(sdp),
      lines(
        'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
        'a=rtpmap:111 opus/48000/2',
        'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1',
        'a=rtpmap:0 PCMU/8000',
        'm=video 9 UDP/TLS/RTP/SAVPF 96 97 103',
        'a=rtpmap:96 VP8/90000',
        'a=fmtp:96 x-google-start-bitrate=1000',
        'a=rtpmap:97 rtx/90000',
        'a=fmtp:97 apt=96',
        'a=rtpmap:103 H264/90000',
        'a=fmtp:103 packetization-mode=1;x-google-start-bitrate=1000',
      ),
    );
  });

  it('is more of a picture from the start where there was one before', () => {
    const said = askOfEncoders(lines('a=rtpmap:96 VP8/90000'), startBitrate.again);
    assert.include(said, 'x-google-start-bitrate=2500');
  });

  it('changes nothing where it has been said, or nothing is known', () => {
    const said = askOfEncoders(lines('a=rtpmap:111 opus/48000/2', 'a=rtpmap:96 VP8/90000'));
    assert.equal(askOfEncoders(said), said);
    assert.equal(askOfEncoders('v=0\r\n'), 'v=0\r\n');
  });

  it('is taken by this browser as its own description and as the other one’s', async () => {
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    one.addTransceiver('audio');
    one.addTransceiver('video');
    const offer = { type: 'offer', sdp: askOfEncoders((await one.createOffer()).sdp!) } as const;
    await one.setLocalDescription(offer);
    await other.setRemoteDescription(offer);
    const answer = askOfEncoders((await other.createAnswer()).sdp!);
    await other.setLocalDescription({ type: 'answer', sdp: answer });
    await one.setRemoteDescription({ type: 'answer', sdp: answer });
    assert.include(
      one.getTransceivers()[1]!.sender.getParameters().codecs[0]?.sdpFmtpLine ?? '',
      'x-google-start-bitrate',
    );
    one.close();
    other.close();
  });
});
