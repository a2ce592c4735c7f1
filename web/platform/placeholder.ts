import type { PictureSize } from './devices.ts';

/** What no camera gives: it says that there is nothing to see. */
const noPicture: PictureSize = { width: 16, height: 16 };

/** What microphone and camera, or a screen, give; null where there is nothing to send yet. */
export interface Tracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

/** Tracks that stand in for microphone and camera until there is something to send. */
export interface Placeholder {
  /** One track of each kind. */
  readonly stream: MediaStream;
  /**
   * Sends one black picture, so that encoder and decoder run before there is a camera. Of the size
   * its pictures will have: a change of size begins an encoder anew.
   */
  prime(expected: PictureSize | null): void;
  /** A silent track that flows until the microphone takes over again. */
  silence(): MediaStreamTrack;
  /** The microphone has taken over: silence need not be rendered any more. */
  endSilence(): void;
  close(): void;
}

/**
 * A silent audio track and a video track that shows nothing, each only where none is given: to make
 * them holds a page that has a call to bring back. PeerJS negotiates only for tracks it is given, and
 * `replaceTrack` later needs no negotiation.
 */
export function openPlaceholder(given: Tracks): Placeholder {
  let silence = given.audio ? null : openSilence();
  const picture = given.video ? null : openPicture();
  const tracks = [given.audio ?? silence?.track, given.video ?? picture?.track];
  const endSilence = () => {
    silence?.close();
    silence = null;
  };
  return {
    stream: new MediaStream(tracks.filter((track) => track !== undefined)),
    prime: (expected) => picture?.prime(expected ?? noPicture),
    silence() {
      silence ??= openSilence({ flows: true });
      return silence.track;
    },
    endSilence,
    close() {
      picture?.track.stop();
      endSilence();
    },
  };
}

interface Picture {
  readonly track: MediaStreamTrack;
  prime(size: PictureSize): void;
}

function openPicture(): Picture {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, noPicture);
  // Firefox captures only a canvas that has a context.
  const pen = canvas.getContext('2d');
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks() as [MediaStreamTrack];
  return {
    track,
    prime(size) {
      Object.assign(canvas, size);
      pen?.fillRect(0, 0, canvas.width, canvas.height);
      requestFrame(stream);
    },
  };
}

interface Silence {
  readonly track: MediaStreamTrack;
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
  const [track] = destination.stream.getAudioTracks() as [MediaStreamTrack];
  return {
    track,
    close() {
      track.stop();
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
