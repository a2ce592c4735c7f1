import { expect } from '@esm-bundle/chai';
import type { Recording, RecordingKind } from '../../../web/files/recording.ts';
import { record } from '../../../web/platform/media-recorder.ts';
import { until } from '../ui/find.ts';

const chosen = { microphone: null, camera: null };

async function begin(kind: RecordingKind): Promise<Recording> {
  const recording = await record(kind, chosen);
  if ('problem' in recording) throw new Error(`${recording.device}: ${recording.problem}`);
  return recording;
}

const live = ({ stream }: Recording) =>
  stream.getTracks().flatMap(({ kind, readyState }) => (readyState === 'live' ? [kind] : []));

describe('a recording', () => {
  it('has a length, is loud where the microphone is, and can be decoded', async () => {
    const recording = await begin('voice');
    expect(live(recording)).to.deep.equal(['audio']);
    let loudest = 0;
    await until(() => {
      loudest = Math.max(loudest, recording.level());
      return recording.length > 1_500 && loudest > 0.2;
    });
    const before = recording.length;
    const recorded = await recording.finish();
    expect(live(recording), 'devices are closed').to.deep.equal([]);
    if (!recorded) throw new Error('nothing');
    const { file, voice } = recorded;
    expect(file.type).to.contain('audio/webm');
    expect(file.name).to.match(/^voice-\d{4}-\d\d-\d\d-\d{4}\.webm$/);
    expect(voice.ms).to.be.within(Math.floor(before), before + 5_000);
    expect(voice.peaks).to.match(/^[0-9a-f]{96}$/);
    expect(voice.peaks, 'somebody is heard').to.match(/[4-9a-f]/);
    const context = new OfflineAudioContext(1, 1, 8_000);
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    // A fake microphone may begin late, and leave something out.
    expect(sound.duration * 1_000).to.be.within(500, voice.ms + 500);
  });

  it('of a video has a small picture', async () => {
    const recording = await begin('video');
    expect(live(recording).sort()).to.deep.equal(['audio', 'video']);
    await until(() => recording.length > 1_000);
    const recorded = await recording.finish();
    const video = document.createElement('video');
    const loaded = new Promise((resolve) => video.addEventListener('loadedmetadata', resolve));
    video.src = URL.createObjectURL(recorded!.file);
    await loaded;
    // A camera that another page has open may be smaller.
    expect(video.videoWidth).to.be.within(1, 640);
    expect(video.videoHeight / video.videoWidth).to.be.closeTo(3 / 4, 0.01);
    expect(recorded!.file.type).to.contain('video/webm');
    // As it goes on, three minutes of it may be sent.
    expect((recorded!.file.size / recorded!.voice.ms) * 180_000).to.be.below(25_000_000);
    URL.revokeObjectURL(video.src);
  });

  it('ends by itself when the device goes away, and what was said is kept', async () => {
    const recording = await begin('voice');
    await until(() => recording.length > 500);
    for (const track of recording.stream.getTracks()) {
      // A track that is stopped by its page tells nobody; one whose device goes away does.
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    expect(await recording.over).to.equal('lost');
    const { length } = recording;
    const recorded = await recording.finish();
    expect(recorded?.file.size).to.be.above(0);
    expect(recorded?.voice.ms).to.equal(Math.round(length));
  });

  it('can be stopped and finished later', async () => {
    const recording = await begin('voice');
    await until(() => recording.length > 500);
    recording.stop();
    expect(live(recording)).to.deep.equal([]);
    expect(recording.level()).to.equal(0);
    expect((await recording.finish())?.file.size).to.be.above(0);
  });
});

describe('a device that does not open', () => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  afterEach(() => void Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia'));

  it('is named with its problem, and the other one is closed', async () => {
    const tracks: MediaStreamTrack[] = [];
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      if (constraints?.video) throw new DOMException('Permission denied', 'NotAllowedError');
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    expect(await record('video', chosen)).to.deep.equal({ device: 'camera', problem: 'denied' });
    expect(tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
  });
});
