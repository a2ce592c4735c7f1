/**
 * Runs in the page: the loudest level of a tone, 440 Hz unless told, in what a media
 * element plays, in dB, as soon as it is above `until` or after `ms`.
 */
export async function loudest(
  element: Element,
  { until, ms, hz = 440 }: { readonly until: number; readonly ms: number; readonly hz?: number },
): Promise<number> {
  const media = element as HTMLVideoElement;
  const deadline = performance.now() + ms;
  const nextFrame = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (!(media.srcObject as MediaStream | null)?.getAudioTracks().length) {
    if (performance.now() > deadline) return -Infinity;
    await nextFrame();
  }
  if (media.muted || media.paused) return -Infinity;
  const context = new AudioContext();
  try {
    const analyser = context.createAnalyser();
    analyser.fftSize = 4096;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(media.srcObject as MediaStream).connect(analyser);
    const levels = new Float32Array(analyser.frequencyBinCount);
    const bin = Math.round((hz * analyser.fftSize) / context.sampleRate);
    let best = -Infinity;
    while (performance.now() < deadline && best < until) {
      await nextFrame();
      analyser.getFloatFrequencyData(levels);
      best = Math.max(best, levels[bin] ?? -Infinity);
    }
    return best;
  } finally {
    await context.close();
  }
}

/** Runs in the page: whether a video element shows frame after frame within `ms`. */
export async function hasPicture(element: Element, ms: number): Promise<boolean> {
  const video = element as HTMLVideoElement;
  const deadline = performance.now() + ms;
  const frames = () => video.getVideoPlaybackQuality().totalVideoFrames;
  const start = frames();
  while (performance.now() < deadline) {
    if (video.videoWidth > 16 && frames() > start + 5) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Runs in the page: whether what a media element plays has any energy within `ms`. */
export async function isAudible(element: Element, ms: number): Promise<boolean> {
  const media = element as HTMLVideoElement;
  const deadline = performance.now() + ms;
  const nextFrame = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (!(media.srcObject as MediaStream | null)?.getAudioTracks().length) {
    if (performance.now() > deadline) return false;
    await nextFrame();
  }
  const context = new AudioContext();
  try {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(media.srcObject as MediaStream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    while (performance.now() < deadline) {
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.01)) return true;
      await nextFrame();
    }
    return false;
  } finally {
    await context.close();
  }
}
