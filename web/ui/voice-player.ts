import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Store } from '../lib/store.ts';
import type { FileOffer } from '../links/file-offer.ts';
import { previewOf } from './file-preview.ts';
import { playAlone } from './loud.ts';
import { VoiceStream } from './voice-stream.ts';

const speeds = [1, 1.5, 2] as const;

/** How fast messages are played, until the page is closed. */
export const speed = new Store<number>(1);

/** Events of what plays that change how it is shown. */
const told = [
  ...['play', 'pause', 'waiting', 'playing', 'canplay'],
  ...['timeupdate', 'seeked', 'ended', 'error'],
];

/** Why it is not played. */
export type VoiceTrouble =
  /** It is not there. */
  | 'gone'
  /** The browser can't decode it. */
  | 'spoilt'
  /** The browser can't play it before all of it is there. */
  | 'late';

interface VoicePlayerOptions {
  offer(): FileOffer;
  /** The file as it is on this device; null where it is not, or not whole. */
  open(): Promise<File | null>;
  /** It is on its way, and can be played meanwhile. */
  comes(): boolean;
  /** What has come of it from that byte on; nothing where there is no more yet. */
  read(at: number): Promise<Uint8Array<ArrayBuffer>>;
  /** It is played. */
  started(): void;
}

/** Plays a recorded message; nothing is read before it is to be played. */
export class VoicePlayer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: VoicePlayerOptions;
  #media: HTMLMediaElement | null = null;
  #loading: Promise<HTMLMediaElement | null> | null = null;
  #isPlaying = false;
  #trouble: VoiceTrouble | null = null;
  /** Feeds what plays; null where that is whole. */
  #stream: VoiceStream | null = null;
  /** It was tried to play it while it comes. */
  #isUnstreamable = false;
  /** In ms. */
  #at = 0;
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, options: VoicePlayerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = speed.subscribe((times) => {
      if (this.#media) this.#media.playbackRate = times;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
    this.#letGo();
  }

  /** What plays it; null as long as nothing was read. */
  get media(): HTMLMediaElement | null {
    return this.#media;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** It stands still until more of it comes. */
  get isWaiting(): boolean {
    const { HAVE_FUTURE_DATA } = HTMLMediaElement;
    return this.#stream !== null && this.#isPlaying && this.#media!.readyState < HAVE_FUTURE_DATA;
  }

  get trouble(): VoiceTrouble | null {
    return this.#trouble;
  }

  get at(): number {
    return Math.min(this.#at, this.total);
  }

  /** In ms; what its sender says, until it is known here. */
  get total(): number {
    const seconds = this.#media?.duration ?? NaN;
    return Number.isFinite(seconds) ? seconds * 1_000 : (this.#options.offer().voice?.ms ?? 0);
  }

  /** Reads it, so that its first picture is seen; null where that does not go. */
  load(): Promise<HTMLMediaElement | null> {
    this.#loading ??= this.#open().then((media) => {
      if (media === null) this.#loading = null;
      this.#host.requestUpdate();
      return media;
    });
    return this.#loading;
  }

  async play(): Promise<void> {
    const media = await this.load();
    if (media === null) return;
    playAlone(media);
    media.playbackRate = speed.value;
    try {
      await media.play();
      this.#options.started();
    } catch {
      // Reading it took longer than a press lasts: the next one finds it read.
    }
  }

  pause(): void {
    this.#media?.pause();
  }

  /** More of it may have come. */
  more(): void {
    void this.#stream?.feed();
  }

  /** To that place, in ms. */
  seek(ms: number): void {
    this.#at = Math.min(Math.max(0, ms), this.total);
    if (this.#stream && !this.#options.comes()) void this.#leaveStream();
    else if (this.#media) this.#media.currentTime = this.#at / 1_000;
    else void this.load();
    this.#host.requestUpdate();
  }

  faster(): void {
    const next = speeds[speeds.findIndex((each) => each === speed.value) + 1] ?? speeds[0];
    speed.set(next);
  }

  async #open(): Promise<HTMLMediaElement | null> {
    const { media: type } = this.#options.offer();
    const kind = previewOf(this.#options.offer());
    if (kind !== 'audio' && kind !== 'video') return this.#failed('spoilt');
    const comes = this.#options.comes();
    const file = await this.#options.open().catch(() => null);
    if (file === null && comes) return this.#openStream(kind);
    if (file === null) return this.#failed('gone');
    const media = elementFor(kind);
    const isThere = tells(media, 'loadedmetadata');
    // Under the type that was looked at above, whatever the file says of itself.
    media.src = URL.createObjectURL(file.slice(0, file.size, type));
    if (!(await isThere) || !(await measured(media))) {
      URL.revokeObjectURL(media.src);
      return this.#failed('spoilt');
    }
    // Who asked for it is gone.
    if (this.#stop === null) {
      URL.revokeObjectURL(media.src);
      return null;
    }
    return this.#use(media);
  }

  #openStream(kind: 'audio' | 'video'): HTMLMediaElement | null {
    if (this.#isUnstreamable) return this.#failed('late');
    if (this.#stop === null) return null;
    const media = elementFor(kind);
    this.#stream = new VoiceStream(media, {
      offer: this.#options.offer(),
      read: (at) => this.#options.read(at),
      failed: () => {
        this.#isUnstreamable = true;
        void this.#leaveStream();
      },
    });
    return this.#use(media);
  }

  /** What is whole is played as a file, from where it was. */
  async #leaveStream(): Promise<void> {
    const goesOn = this.#isPlaying;
    this.#letGo();
    await (goesOn ? this.play() : this.load());
  }

  #use(media: HTMLMediaElement): HTMLMediaElement {
    this.#trouble = null;
    this.#media = media;
    if (this.#at > 0) media.currentTime = this.#at / 1_000;
    for (const event of told) media.addEventListener(event, this.#changed);
    return media;
  }

  #letGo(): void {
    const media = this.#media;
    media?.pause();
    this.#stream?.close();
    if (media) URL.revokeObjectURL(media.src);
    this.#stream = this.#media = this.#loading = null;
    this.#isPlaying = false;
  }

  #failed(trouble: VoiceTrouble): null {
    this.#trouble = trouble;
    return null;
  }

  readonly #changed = ({ type, target }: Event): void => {
    const media = this.#media;
    if (media === null || target !== media) return;
    if (type === 'error') this.#trouble = 'spoilt';
    this.#isPlaying = !media.paused && type !== 'error';
    this.#at = media.currentTime * 1_000;
    if (type === 'ended') {
      this.#isPlaying = false;
      this.#at = media.currentTime = 0;
      // Next time it is there as a file.
      if (this.#stream) this.#letGo();
    }
    this.#host.requestUpdate();
  };
}

function elementFor(kind: 'audio' | 'video'): HTMLMediaElement {
  const media = document.createElement(kind);
  media.preload = 'metadata';
  if (media instanceof HTMLVideoElement) media.playsInline = true;
  return media;
}

/** Recorded files say nothing of their length before a browser was at their end (Chromium 642012). */
async function measured(media: HTMLMediaElement): Promise<boolean> {
  if (media.duration !== Infinity) return true;
  for (const end of [Number.MAX_SAFE_INTEGER, 0]) {
    const isThere = tells(media, 'seeked');
    media.currentTime = end;
    if (!(await isThere)) return false;
  }
  return true;
}

/** False where there is an error instead. */
function tells(media: HTMLMediaElement, event: 'loadedmetadata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    media.addEventListener(event, () => resolve(true), { once: true });
    media.addEventListener('error', () => resolve(false), { once: true });
  });
}
