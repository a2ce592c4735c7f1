interface Tone {
  readonly until: number;
  readonly ms: number;
  /** Null means any tone. */
  readonly hz?: number | null;
}

/**
 * Runs in the page: the loudest level of a tone, 440 Hz unless told, in what a media
 * element plays, in dB, as soon as it is above `until` or after `ms`. The sound of a call may
 * be renewed meanwhile.
 */
export async function loudest(element: Element, { until, ms, hz = 440 }: Tone): Promise<number> {
  const media = element as HTMLMediaElement;
  const deadline = performance.now() + ms;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 4096;
  analyser.smoothingTimeConstant = 0;
  const levels = new Float32Array(analyser.frequencyBinCount);
  const bin = hz === null ? null : Math.round((hz * analyser.fftSize) / context.sampleRate);
  // A file is heard by what its element gives out.
  const played = media.src
    ? (media as HTMLMediaElement & { captureStream(): MediaStream }).captureStream()
    : null;
  let source: MediaStreamAudioSourceNode | null = null;
  let tapped: MediaStreamTrack | null = null;
  const retap = () => {
    const stream = (media.srcObject as MediaStream | null) ?? played;
    const track = media.muted || media.paused ? null : (stream?.getAudioTracks()[0] ?? null);
    if (track === tapped) return;
    source?.disconnect();
    source = track && context.createMediaStreamSource(new MediaStream([track]));
    source?.connect(analyser);
    tapped = track;
  };
  try {
    let best = -Infinity;
    while (performance.now() < deadline && best < until) {
      retap();
      await new Promise((resolve) => setTimeout(resolve, 20));
      analyser.getFloatFrequencyData(levels);
      best = Math.max(best, bin === null ? Math.max(...levels) : (levels[bin] ?? -Infinity));
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
    if (video.videoWidth > 16 && frames() > start + 2) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
