/** One hexadecimal digit each. */
const mostPeaks = 96;
/** Enough to tell loud from quiet, in Hz; the lowest rate that all browsers have. */
const rate = 8_000;
/** What is no louder than this is a quiet room, however quiet the rest is: −40 dB of full scale. */
const quiet = 0.01;

/** How loud sound is from its beginning to its end, beside its loudest part, as `VoiceOffer.peaks`. */
export function peaksOf(samples: Float32Array): string {
  const count = Math.min(mostPeaks, samples.length);
  const powers = Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * samples.length) / count);
    const some = samples.subarray(from, Math.floor(((i + 1) * samples.length) / count));
    return Math.sqrt(some.reduce((sum, one) => sum + one * one, 0) / some.length);
  });
  const loudest = Math.max(quiet, ...powers);
  // The root of it, as ears have it: what is half as loud should look so.
  return powers.map((power) => Math.round(15 * Math.sqrt(power / loudest)).toString(16)).join('');
}

/** The same of a recording; empty where the browser can't decode it. It needs no sound device. */
export async function peaksIn(recording: Blob): Promise<string> {
  try {
    const context = new OfflineAudioContext(1, 1, rate);
    const sound = await context.decodeAudioData(await recording.arrayBuffer());
    return peaksOf(sound.getChannelData(0));
  } catch {
    return '';
  }
}
