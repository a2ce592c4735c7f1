/** What somebody said comes back so much later, in seconds: after a short sentence, not into it. */
const delaySeconds = 1;
/** Each time round it is softer, so that a loudspeaker near the microphone does not whistle. */
const softer = 0.7;
/** A sound device that does not run by then is not there, in ms. */
const patience = 1_000;

/** A received sound, delayed. */
export interface DelayedSound {
  readonly track: MediaStreamTrack;
  close(): void;
}

/**
 * Delays a received track by Web Audio. `stands` is told whether that stands still, as in Firefox
 * without a sound device: then nothing comes out of it.
 */
export function delaySound(
  received: MediaStreamTrack,
  stands: (still: boolean) => void,
): DelayedSound {
  const stream = new MediaStream([received]);
  const context = new AudioContext();
  const delay = new DelayNode(context, { delayTime: delaySeconds, maxDelayTime: delaySeconds });
  const out = context.createMediaStreamDestination();
  context
    .createMediaStreamSource(stream)
    .connect(delay)
    .connect(new GainNode(context, { gain: softer }))
    .connect(out);
  // Chromium decodes what it received only for an element that plays it (crbug.com/121673).
  const pump = new Audio();
  pump.muted = true;
  pump.srcObject = stream;
  // Refused or not, it decodes.
  pump.play().catch(() => undefined);
  // Not awaited: without a sound device it never settles.
  context.resume().catch(() => undefined);
  const look = () => stands(context.state !== 'running');
  context.addEventListener('statechange', look);
  const timer = setTimeout(look, patience);
  const track = out.stream.getAudioTracks()[0]!;
  return {
    track,
    close() {
      clearTimeout(timer);
      context.removeEventListener('statechange', look);
      pump.srcObject = null;
      track.stop();
      void context.close();
    },
  };
}
