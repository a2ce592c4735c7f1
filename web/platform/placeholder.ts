import type { PictureSize } from './devices.ts';

/** What no camera gives: it says that there is nothing to see. */
const noPicture: PictureSize = { width: 16, height: 16 };

/** Tracks that stand in for microphone and camera until there is something to send. */
export interface Placeholder {
  readonly stream: MediaStream;
  /**
   * Sends one black picture, so that encoder and decoder run before there is a camera. Of the size
   * its pictures will have: a change of size begins an encoder anew.
   */
  prime(expected: PictureSize | null): void;
  /** The microphone has taken over: silence need not be rendered any more. */
  endSilence(): void;
  close(): void;
}

/**
 * A silent audio track and a video track that shows nothing. PeerJS negotiates
 * only for tracks it is given, and `replaceTrack` later needs no negotiation.
 */
export function openPlaceholder(): Placeholder {
  const context = new AudioContext({ latencyHint: 'playback' });
  const silence = context.createMediaStreamDestination().stream;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, noPicture);
  // Firefox captures only a canvas that has a context.
  const pen = canvas.getContext('2d');
  const picture = canvas.captureStream(0);
  const stream = new MediaStream([...silence.getTracks(), ...picture.getTracks()]);
  let isSilent = true;
  const endSilence = () => {
    if (!isSilent) return;
    isSilent = false;
    for (const track of silence.getTracks()) track.stop();
    void context.close();
  };
  return {
    stream,
    prime(expected) {
      Object.assign(canvas, expected ?? noPicture);
      pen?.fillRect(0, 0, canvas.width, canvas.height);
      requestFrame(picture);
    },
    endSilence,
    close() {
      for (const track of stream.getTracks()) track.stop();
      endSilence();
    },
  };
}

/** Firefox has it on the stream instead of the track. */
function requestFrame(picture: MediaStream): void {
  for (const holder of [picture, ...picture.getTracks()]) {
    if ('requestFrame' in holder) (holder as CanvasCaptureMediaStreamTrack).requestFrame();
  }
}
