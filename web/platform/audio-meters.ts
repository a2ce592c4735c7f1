import type { Meter, Meters } from '../calls/meters.ts';

/** What counts as silence and as loud, in dB below full scale. */
const silent = -56;
const loud = -14;

/** What is listened to at once. */
const span = { samples: 256, sampleRate: 3_000 };

/**
 * Chromium can do without a sound device and at the lowest rate it has: each 128 samples wake two
 * threads, or as many as a latency allows for; the span is as long. A voice is loud below
 * 1.5 kHz. Firefox refuses a stream at another rate than its context's.
 */
const thrifty = {
  sampleRate: span.sampleRate,
  latencyHint: span.samples / span.sampleRate,
  sinkId: { type: 'none' },
};

/** Meters on one `AudioContext` that runs only while one of them is open. */
export class AudioMeters implements Meters {
  #context: AudioContext | null = null;
  #open = 0;

  open(stream: MediaStream): Meter {
    const context = (this.#context ??= newContext());
    const source = context.createMediaStreamSource(stream);
    const analyser = new AnalyserNode(context, { fftSize: span.samples });
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#open++;
    // Not awaited: in Firefox without a sound device it never settles, and the level stays 0.
    context.resume().catch(() => undefined);
    let closed = false;
    return {
      level() {
        analyser.getFloatTimeDomainData(samples);
        return loudness(samples);
      },
      close: () => {
        if (closed) return;
        closed = true;
        source.disconnect();
        if (--this.#open === 0) void context.suspend();
      },
    };
  }

  /** A disabled track gives silence, and so does what is made of it, but not its clone. */
  openMuted(stream: MediaStream): Meter {
    const tracks = stream.getAudioTracks().map((track) => track.clone());
    for (const track of tracks) track.enabled = true;
    const meter = this.open(new MediaStream(tracks));
    return {
      level: () => meter.level(),
      close() {
        meter.close();
        for (const track of tracks) track.stop();
      },
    };
  }
}

function newContext(): AudioContext {
  return 'setSinkId' in AudioContext.prototype
    ? new AudioContext(thrifty)
    : new AudioContext({ latencyHint: 'playback' });
}

/** Root mean square on a scale of decibels, as ears have it. */
function loudness(samples: Float32Array): number {
  let power = 0;
  for (const sample of samples) power += sample * sample;
  const level = (10 * Math.log10(power / samples.length) - silent) / (loud - silent);
  return Math.min(1, Math.max(0, level));
}
