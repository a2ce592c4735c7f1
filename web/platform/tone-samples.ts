import type { Tone } from '../calls/tones.ts';
import type { Ringtone } from '../identity/settings.ts';

type Voice = 'sine' | 'pluck' | 'bell' | 'chime';

/** One stretch of sound: from `at` to `at + length`, in seconds. */
interface Note {
  readonly at: number;
  readonly length: number;
  readonly hz: number;
  readonly voice: Voice;
  /** 0 … 1. */
  readonly level: number;
}

/** A tone as notes; it comes again every `period` seconds if it is `repeated`, else it plays once. */
interface Score {
  readonly notes: readonly Note[];
  readonly period: number;
  readonly repeated: boolean;
}

/** Mono samples of one period, −1 … 1, beginning and ending in silence. */
interface ToneSamples {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly repeated: boolean;
}

/** Samples a second: enough for these tones, and a period is quickly made. */
export const toneRate = 16_000;

/** Seconds to rise and to fall; a sharper edge is heard as a click. */
const ramp = 0.012;

const ringtones: Readonly<Record<Ringtone, Score>> = {
  string: { notes: [0, 0.7].flatMap(twoPlucks), period: 3, repeated: true },
  bell: { notes: [0, 0.9].flatMap(bellStrokes), period: 4, repeated: true },
  chime: { notes: chimeNotes(), period: 4, repeated: true },
};

const scores: Readonly<Record<Exclude<Tone, 'silence' | 'ringtone'>, Score>> = {
  // ITU-T E.180, as most of Europe has them.
  ringback: { notes: [sine(0, 1, 425, 0.16)], period: 5, repeated: true },
  busy: {
    notes: [0, 1, 2, 3].map((at) => sine(at, 0.5, 425, 0.16)),
    period: 4,
    repeated: false,
  },
  ended: {
    notes: [sine(0, 0.1, 620, 0.16), sine(0.16, 0.1, 520, 0.16), sine(0.32, 0.14, 415, 0.16)],
    period: 0.5,
    repeated: false,
  },
  waiting: {
    notes: [sine(0, 0.15, 440, 0.1), sine(0.35, 0.15, 440, 0.1)],
    period: 0.55,
    repeated: false,
  },
};

/** The sound of a tone, the same at each call. */
export function toneSamples(
  tone: Exclude<Tone, 'silence'>,
  ringtone: Ringtone = 'string',
): ToneSamples {
  const { notes, period, repeated } = tone === 'ringtone' ? ringtones[ringtone] : scores[tone];
  const samples = new Float32Array(Math.round(period * toneRate));
  for (const note of notes) mix(samples, note);
  return { samples, repeated };
}

function sine(at: number, length: number, hz: number, level: number): Note {
  return { at, length, hz, voice: 'sine', level };
}

function twoPlucks(at: number): Note[] {
  return [
    { at, length: 1.4, hz: 659.26, voice: 'pluck', level: 0.7 },
    { at: at + 0.17, length: 1.4, hz: 987.77, voice: 'pluck', level: 0.7 },
  ];
}

/** The two gongs of an old telephone, a third apart, struck in turn. */
function bellStrokes(at: number): Note[] {
  return [0, 1, 2, 3, 4, 5].map((stroke) => ({
    at: at + stroke * 0.09,
    length: 1.2,
    hz: stroke % 2 === 0 ? 783.99 : 987.77,
    voice: 'bell',
    level: 0.36,
  }));
}

/** Wood that goes up a pentatonic scale, and one tone back. */
function chimeNotes(): Note[] {
  return [523.25, 659.26, 783.99, 1046.5, 880].map((hz, index) => ({
    at: index * 0.22,
    length: 1.6,
    hz,
    voice: 'chime',
    level: 0.28,
  }));
}

/**
 * Partials of struck things, as ratio to the pitch, share of the level, and seconds until they have
 * faded to a third. A bell's are those of a church bell (hum, prime, tierce, quint, nominal); a bar
 * of wood is tuned to have its second one two octaves up.
 */
const partials: Readonly<Record<'bell' | 'chime', readonly (readonly [number, number, number])[]>> =
  {
    bell: [
      [0.5, 0.18, 0.45],
      [1, 0.34, 0.3],
      [1.2, 0.16, 0.22],
      [1.5, 0.08, 0.18],
      [2, 0.24, 0.16],
    ],
    chime: [
      [1, 0.78, 0.32],
      [4, 0.18, 0.08],
      [9.2, 0.04, 0.03],
    ],
  };

function mix(samples: Float32Array, { at, length, hz, voice, level }: Note): void {
  const first = Math.round(at * toneRate);
  const count = Math.round(length * toneRate);
  const sound = soundOf(voice, hz, count);
  sound.forEach((sample, index) => {
    const edge = Math.min(index, count - 1 - index) / (ramp * toneRate);
    const gain = level * Math.min(1, edge);
    samples[first + index] = (samples[first + index] ?? 0) + sample * gain;
  });
}

function soundOf(voice: Voice, hz: number, count: number): Float32Array {
  switch (voice) {
    case 'sine':
      return wave(hz, count);
    case 'pluck':
      return pluck(hz, count);
    case 'bell':
    case 'chime':
      return strike(voice, hz, count);
  }
}

function strike(voice: 'bell' | 'chime', hz: number, count: number): Float32Array {
  // What lies above half the rate would be heard as another pitch.
  const heard = partials[voice].filter(([ratio]) => ratio * hz < toneRate / 2);
  return Float32Array.from({ length: count }, (_, i) => {
    const time = i / toneRate;
    return heard.reduce(
      (sum, [ratio, share, fade]) =>
        sum + share * Math.exp(-time / fade) * Math.sin(2 * Math.PI * ratio * hz * time),
      0,
    );
  });
}

function wave(hz: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) =>
    Math.sin((2 * Math.PI * hz * i) / toneRate),
  );
}

/**
 * A plucked string (Karplus and Strong, 1983): noise goes round in a delay as
 * long as a period and loses its highs on the way.
 */
function pluck(hz: number, count: number): Float32Array {
  // The averaging below delays by half a sample itself.
  const delay = toneRate / hz - 0.5;
  const whole = Math.floor(delay);
  const part = delay - whole;
  const sound = new Float32Array(count);
  const noise = noiseSource();
  const past = (index: number): number => sound[index] ?? 0;
  for (let i = 0; i < count; i += 1) {
    const back = i - whole;
    const early = (1 - part) * past(back) + part * past(back - 1);
    const late = (1 - part) * past(back - 1) + part * past(back - 2);
    sound[i] = (i <= whole ? noise() : 0) + 0.997 * 0.5 * (early + late);
  }
  return sound;
}

/** The same noise each time (a linear congruential generator): the ringtone must not vary. */
function noiseSource(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 31 - 1;
  };
}
