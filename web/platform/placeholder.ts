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
  /** A silent track that flows until the microphone takes over again. */
  silence(): MediaStreamTrack | null;
  /** The microphone has taken over: silence need not be rendered any more. */
  endSilence(): void;
  close(): void;
}

/**
 * A silent audio track and a video track that shows nothing. PeerJS negotiates
 * only for tracks it is given, and `replaceTrack` later needs no negotiation.
 */
export function openPlaceholder(): Placeholder {
  let silence: Silence | null = openSilence();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, noPicture);
  // Firefox captures only a canvas that has a context.
  const pen = canvas.getContext('2d');
  const picture = canvas.captureStream(0);
  const stream = new MediaStream([...silence.tracks, ...picture.getTracks()]);
  const endSilence = () => {
    silence?.close();
    silence = null;
  };
  return {
    stream,
    prime(expected) {
      Object.assign(canvas, expected ?? noPicture);
      pen?.fillRect(0, 0, canvas.width, canvas.height);
      requestFrame(picture);
    },
    silence() {
      silence ??= openSilence({ flows: true });
      return silence.tracks[0] ?? null;
    },
    endSilence,
    close() {
      for (const track of stream.getTracks()) track.stop();
      endSilence();
    },
  };
}

interface Silence {
  readonly tracks: readonly MediaStreamTrack[];
  close(): void;
}

/** A destination without a source renders nothing; with one it `flows`, packet by packet. */
function openSilence({ flows = false } = {}): Silence {
  const context = new AudioContext({ latencyHint: 'playback' });
  const destination = context.createMediaStreamDestination();
  if (flows) {
    const source = new ConstantSourceNode(context, { offset: 0 });
    source.connect(destination);
    source.start();
  }
  const tracks = destination.stream.getTracks();
  return {
    tracks,
    close() {
      for (const track of tracks) track.stop();
      void context.close();
    },
  };
}

/** Firefox has it on the stream instead of the track. */
function requestFrame(picture: MediaStream): void {
  for (const holder of [picture, ...picture.getTracks()]) {
    if ('requestFrame' in holder) (holder as CanvasCaptureMediaStreamTrack).requestFrame();
  }
}
