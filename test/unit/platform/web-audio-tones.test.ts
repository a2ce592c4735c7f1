import { assert } from '@esm-bundle/chai';
import { WebAudioTones, type RingChoice } from '../../../web/platform/web-audio-tones.ts';

/** A real context whose output can be measured. */
class Ear {
  readonly context = new AudioContext();
  sounds = 0;
  readonly #analyser = this.context.createAnalyser();

  constructor() {
    const makeGain = this.context.createGain.bind(this.context);
    this.context.createGain = () => {
      this.sounds += 1;
      const gain = makeGain();
      gain.connect(this.#analyser);
      return gain;
    };
  }

  get level(): number {
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.max(...samples.map(Math.abs));
  }
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (condition()) resolve();
      else requestAnimationFrame(look);
    };
    look();
  });
}

describe('tones by Web Audio', () => {
  let ears: Ear[] = [];
  let tones: WebAudioTones;
  let choice: RingChoice;
  let speaker: string | null;

  beforeEach(() => {
    ears = [];
    speaker = null;
    choice = { ringtone: 'string', volume: 0.8 };
    tones = new WebAudioTones(
      () => choice,
      () => speaker,
      () => {
        const ear = new Ear();
        ears.push(ear);
        return ear.context;
      },
    );
  });

  afterEach(() => tones.close());

  function ear(): Ear {
    const [first] = ears;
    if (first === undefined) throw new Error('no sound was made yet');
    return first;
  }

  it('open no sound device before there is something to play', () => {
    tones.play('silence');
    assert.lengthOf(ears, 0);
  });

  it('are heard until it is silent, and then let the device sleep', async () => {
    tones.play('ringback');
    await until(() => ear().level > 0.05);
    tones.play('silence');
    await until(() => ear().level < 0.001);
    await until(() => ear().context.state === 'suspended');
    tones.play('ringtone');
    await until(() => ear().level > 0.05);
    assert.lengthOf(ears, 1);
  });

  it('that are over by themselves let the device sleep too', async () => {
    tones.play('ended');
    await until(() => ear().sounds === 1);
    await until(() => ear().context.state === 'suspended');
    tones.play('ended');
    assert.equal(ear().sounds, 1, 'the same tone does not begin again');
  });

  it('ring as loud as was chosen, and change it while they ring', async () => {
    choice = { ringtone: 'chime', volume: 0 };
    tones.play('ringtone');
    await until(() => ear().context.currentTime > 0.4);
    assert.isBelow(ear().level, 0.001);
    choice = { ringtone: 'chime', volume: 1 };
    tones.adjust();
    await until(() => ear().level > 0.05);
  });

  it('move to the speaker that is found while they play', async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    const all = await navigator.mediaDevices.enumerateDevices();
    const found = all.find(
      ({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== 'default',
    );
    assert.isDefined(found);
    tones.play('ringtone');
    await until(() => ear().level > 0.05);
    speaker = found.deviceId;
    tones.adjust();
    const context = ear().context as AudioContext & { readonly sinkId: string };
    await until(() => context.sinkId === found.deviceId);
    await until(() => ear().level > 0.05);
  });

  it('let a ringtone be tried, once, until it is stopped', async () => {
    tones.startSample();
    await until(() => ear().level > 0.05);
    tones.stopSample();
    await until(() => ear().level < 0.001);
    tones.startSample();
    assert.equal(ear().sounds, 2);
  });

  it('keep a ringtone that is tried out of what the phone has to say', async () => {
    tones.startSample();
    await until(() => ear().level > 0.05);
    tones.play('ringback');
    assert.equal(ear().sounds, 2);
    tones.startSample();
    tones.stopSample();
    await until(() => ear().level > 0.05);
    assert.equal(ear().sounds, 2, 'the phone goes before');
  });

  it('close what they opened', async () => {
    tones.play('busy');
    await until(() => ear().level > 0.05);
    tones.close();
    await until(() => ear().context.state === 'closed');
  });
});
