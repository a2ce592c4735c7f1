import type {
  Recorded,
  Recording,
  RecordingEnd,
  RecordingKind,
  RecordingRefusal,
} from '../files/recording.ts';
import { Scope } from '../lib/scope.ts';
import { largestVoice, longestVoice } from '../links/file-offer.ts';
import { routeBack } from './audio-route.ts';
import { listen } from './device-trial.ts';
import { openDevices } from './devices.ts';
import { peaksIn } from './peaks.ts';

/** The first one that a browser records is taken: Safari has only MP4 in older versions. */
const formats: Readonly<{ [kind in RecordingKind]: readonly string[] }> = {
  voice: ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'],
  video: ['video/webm;codecs=vp8,opus', 'video/mp4', 'video/webm'],
};
/** Three minutes of both are some 19 MB, and of sound alone 0.7 MB. In bits per second. */
const rates = { audioBitsPerSecond: 32_000, videoBitsPerSecond: 800_000 };
/** A picture that looks well at that rate. */
const picture: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 24 },
};
/** What was recorded is given so often, in ms. */
const slice = 1_000;
/** Encoders don't keep to their rate: it ends before what is still to come makes it too large. In bytes. */
const enough = largestVoice - 1_000_000;

interface RecorderOptions {
  readonly microphone: string | null;
  readonly camera: string | null;
}

/** Opens microphone and, for a video, camera, and records at once. */
export async function record(
  kind: RecordingKind,
  { microphone, camera }: RecorderOptions,
): Promise<Recording | RecordingRefusal> {
  const opened = await openDevices({
    microphone: { id: microphone },
    camera: kind === 'video' ? { id: camera } : null,
  });
  const all = [opened.microphone, opened.camera];
  const tracks = all.flatMap((one) => (one?.kind === 'track' ? [one.track] : []));
  const close = () => {
    for (const track of tracks) track.stop();
    routeBack();
  };
  for (const device of ['microphone', 'camera'] as const) {
    const one = opened[device];
    if (one?.kind !== 'problem') continue;
    close();
    return { device, problem: one.problem };
  }
  try {
    const film = tracks.find((track) => track.kind === 'video');
    // Where the camera can't, the encoder makes do with what it has.
    await film?.applyConstraints(picture).catch(() => undefined);
    return new MediaRecording(kind, new MediaStream(tracks), close);
  } catch {
    close();
    return { device: 'microphone', problem: 'unknown' };
  }
}

/** A recording by `MediaRecorder`. Its length is measured here: what containers say of it is unreliable. */
class MediaRecording implements Recording {
  readonly stream: MediaStream;
  readonly over: Promise<RecordingEnd>;
  readonly #kind: RecordingKind;
  readonly #recorder: MediaRecorder;
  readonly #stopped: Promise<unknown>;
  readonly #scope = new Scope();
  readonly #chunks: Blob[] = [];
  readonly #level: () => number;
  #isOver!: (why: RecordingEnd) => void;
  #begun = performance.now();
  #length: number | null = null;

  constructor(kind: RecordingKind, stream: MediaStream, close: () => void) {
    this.#kind = kind;
    this.stream = stream;
    this.over = new Promise((resolve) => (this.#isOver = resolve));
    const mimeType = formats[kind].find((format) => MediaRecorder.isTypeSupported(format));
    this.#recorder = new MediaRecorder(stream, { ...rates, ...(mimeType ? { mimeType } : {}) });
    this.#stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve));
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
    this.#recorder.addEventListener('start', () => (this.#begun = performance.now()));
    for (const event of ['stop', 'error']) {
      this.#recorder.addEventListener(event, () => this.#end('lost'));
    }
    for (const track of stream.getTracks()) {
      this.#scope.listen(track, 'ended', () => this.#end('lost'));
    }
    this.#recorder.start(slice);
    const alarm = setTimeout(() => this.#end('long'), longestVoice);
    this.#scope.add(() => clearTimeout(alarm));
    this.#scope.add(close);
    const { level, close: deaf } = listen(stream);
    this.#level = level;
    this.#scope.add(deaf);
  }

  get length(): number {
    return Math.min(longestVoice, this.#length ?? performance.now() - this.#begun);
  }

  level(): number {
    return this.#length === null ? this.#level() : 0;
  }

  stop(): void {
    if (this.#length !== null) return;
    this.#length = performance.now() - this.#begun;
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#scope.close();
  }

  async finish(): Promise<Recorded | null> {
    this.stop();
    await this.#stopped;
    const type = this.#recorder.mimeType;
    const file = new File(this.#chunks, nameOf(this.#kind, type), { type });
    if (file.size === 0) return null;
    return { file, voice: { ms: Math.round(this.length), peaks: await peaksIn(file) } };
  }

  #take(data: Blob): void {
    this.#chunks.push(data);
    if (this.#chunks.reduce((sum, { size }) => sum + size, 0) > enough) this.#end('long');
  }

  #end(why: RecordingEnd): void {
    if (this.#length !== null) return;
    this.stop();
    this.#isOver(why);
  }
}

/** `voice-2026-11-28-1924.webm`, in the time of this place. */
function nameOf(kind: RecordingKind, type: string): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
  const ending = /^\w+\/(\w+)/.exec(type)?.[1] ?? 'webm';
  return `${kind}-${local.slice(0, 10)}-${local.slice(11, 16).replace(':', '')}.${ending}`;
}
