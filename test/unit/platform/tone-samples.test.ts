import { assert } from '@esm-bundle/chai';
import { ringtones } from '../../../web/identity/settings.ts';
import { toneRate, toneSamples } from '../../../web/platform/tone-samples.ts';

type Audible = Parameters<typeof toneSamples>[0];

const tones: Audible[] = ['ringtone', 'ringback', 'busy', 'ended', 'waiting'];

function part(samples: Float32Array, from: number, to: number): Float32Array {
  return samples.subarray(Math.round(from * toneRate), Math.round(to * toneRate));
}

function loudness(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

/** Amplitude of one frequency (a single bin of the discrete Fourier transform). */
function amplitude(samples: Float32Array, hz: number): number {
  let [re, im] = [0, 0];
  samples.forEach((sample, index) => {
    const angle = (2 * Math.PI * hz * index) / toneRate;
    re += sample * Math.cos(angle);
    im += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(re, im)) / samples.length;
}

/** The loudest of these frequencies. */
function pitch(samples: Float32Array, candidates: number[]): number | undefined {
  return candidates.toSorted((a, b) => amplitude(samples, b) - amplitude(samples, a))[0];
}

/** Stretches of sound as [begin, end] in hundredths of a second. */
function stretches(samples: Float32Array): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < Math.floor((samples.length * 100) / toneRate); at += 1) {
    if (loudness(part(samples, at / 100, (at + 1) / 100)) < 0.005) continue;
    const last = found.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}

describe('sound of a tone', () => {
  for (const tone of tones) {
    it(`${tone} is heard, is not clipped, and begins and ends without a click`, () => {
      const { samples } = toneSamples(tone);
      assert.isAbove(loudness(samples), 0.01);
      assert.isBelow(Math.max(...[...samples].map(Math.abs)), 1);
      assert.isBelow(Math.abs(samples[0] ?? 1), 0.001);
      assert.isBelow(Math.abs(samples.at(-1) ?? 1), 0.001);
      if (tone === 'ringtone') return;
      const steps = samples.map((sample, index) => Math.abs(sample - (samples[index - 1] ?? 0)));
      assert.isBelow(Math.max(...steps), 0.05, 'no edge steeper than the wave itself');
    });
  }

  it('ringback is 425 Hz, one second of five, again and again', () => {
    const { samples, repeated } = toneSamples('ringback');
    assert.isTrue(repeated);
    assert.equal(samples.length, 5 * toneRate);
    assert.deepEqual(stretches(samples), [[0, 100]]);
    assert.equal(pitch(part(samples, 0.1, 0.9), [350, 400, 425, 440, 480, 850]), 425);
  });

  it('busy is 425 Hz, half a second on and off, for no more than four seconds', () => {
    const { samples, repeated } = toneSamples('busy');
    assert.isFalse(repeated);
    assert.isAtMost(samples.length, 4 * toneRate);
    assert.deepEqual(stretches(samples), [
      [0, 50],
      [100, 150],
      [200, 250],
      [300, 350],
    ]);
    assert.equal(pitch(part(samples, 0.1, 0.4), [350, 400, 425, 440, 480, 850]), 425);
  });

  it('ended is three short blips, each lower than the one before', () => {
    const { samples, repeated } = toneSamples('ended');
    assert.isFalse(repeated);
    const blips = stretches(samples);
    assert.lengthOf(blips, 3);
    const candidates = Array.from({ length: 80 }, (_, index) => 300 + index * 5);
    const pitches = blips.map(
      ([from, to]) => pitch(part(samples, from / 100, to / 100), candidates) ?? 0,
    );
    assert.deepEqual(
      pitches,
      pitches.toSorted((a, b) => b - a),
    );
    assert.equal(new Set(pitches).size, 3);
  });

  it('waiting is two beeps, softer than ringback', () => {
    const { samples, repeated } = toneSamples('waiting');
    assert.isFalse(repeated);
    const beeps = stretches(samples);
    assert.lengthOf(beeps, 2);
    const peak = (sound: Float32Array): number => Math.max(...sound);
    assert.isBelow(peak(samples), peak(toneSamples('ringback').samples));
  });

  it('ringtone is a pluck of two notes that dies away before it comes again', () => {
    const { samples, repeated } = toneSamples('ringtone');
    assert.isTrue(repeated);
    assert.equal(samples.length, 3 * toneRate);
    const notes = [622.25, 659.26, 698.46, 932.33, 987.77, 1046.5];
    assert.equal(pitch(part(samples, 0.02, 0.16), notes), 659.26);
    assert.equal(pitch(part(samples, 0.2, 0.5), [932.33, 987.77, 1046.5]), 987.77);
    assert.isBelow(loudness(part(samples, 2.5, 3)), loudness(part(samples, 0, 0.5)) / 20);
  });

  describe('ringtones', () => {
    const sounds = ringtones.map((name) => [name, toneSamples('ringtone', name)] as const);

    for (const [name, { samples, repeated }] of sounds) {
      it(`${name} is well heard, never clipped, and over before it comes again`, () => {
        assert.isTrue(repeated);
        assert.isAbove(loudness(part(samples, 0, 1)), 0.05);
        assert.isBelow(Math.max(...samples.map(Math.abs)), 1);
        assert.isBelow(Math.abs(samples[0] ?? 1), 0.001);
        const pause = part(samples, samples.length / toneRate - 0.3, samples.length / toneRate);
        assert.isBelow(loudness(pause), loudness(part(samples, 0, 1)) / 20);
      });
    }

    it('are about as loud as each other', () => {
      const levels = sounds.map(([, { samples }]) => loudness(part(samples, 0, 2)));
      assert.isBelow(Math.max(...levels) / Math.min(...levels), 2);
    });

    it('can be told apart: none is much like another', () => {
      const [first, ...others] = sounds.map(([, { samples }]) => part(samples, 0, 2));
      for (const [index, one] of [first!, ...others].entries()) {
        for (const other of [first!, ...others].slice(index + 1)) {
          const product = one.reduce((sum, sample, at) => sum + sample * (other[at] ?? 0), 0);
          const likeness = product / (loudness(one) * loudness(other) * one.length);
          assert.isBelow(Math.abs(likeness), 0.3);
        }
      }
    });
  });
});
