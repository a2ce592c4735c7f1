import type { Trial } from '../calls/devices.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';
import { setSink } from '../lib/sink.ts';
import { routeBack } from './audio-route.ts';
import { openDevices } from './devices.ts';

/** Opens a microphone or camera to be tried. */
export async function attempt(
  kind: 'microphone' | 'camera',
  id: string | null,
): Promise<Trial | DeviceProblem> {
  const none = { microphone: null, camera: null };
  const opened = (await openDevices({ ...none, [kind]: { id } }))[kind];
  if (opened?.kind !== 'track') {
    routeBack();
    return opened?.problem ?? 'unknown';
  }
  const { track } = opened;
  const trial = listen(new MediaStream([track]));
  return {
    ...trial,
    close() {
      trial.close();
      track.stop();
      routeBack();
    },
  };
}

/** A level of what is open already. */
export function listen(stream: MediaStream): Trial {
  if (stream.getAudioTracks().length === 0) return { stream, level: () => 0, close: () => {} };
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    stream,
    level() {
      analyser.getFloatTimeDomainData(samples);
      return meter(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
    },
    close: () => void context.close(),
  };
}

/** From −60 dB of full scale, a quiet room, to −12 dB, a loud voice, as the ear takes it. */
export function meter(rms: number): number {
  const decibels = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.min(1, Math.max(0, (decibels + 60) / 48));
}

/** Two notes on that speaker; resolves when they are over. */
export async function sound(id: string | null): Promise<void> {
  const context = new AudioContext();
  try {
    await setSink(context, id);
    const gain = new GainNode(context, { gain: 0.25 });
    gain.connect(context.destination);
    const last = [523, 784]
      .map((frequency, i) => {
        const note = new OscillatorNode(context, { frequency });
        note.connect(gain);
        note.start(context.currentTime + i * 0.25);
        note.stop(context.currentTime + i * 0.25 + 0.22);
        return note;
      })
      .at(-1);
    await new Promise((resolve) => last?.addEventListener('ended', resolve));
  } finally {
    await context.close();
  }
}
