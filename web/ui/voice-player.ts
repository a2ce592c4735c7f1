import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Store } from '../lib/store.ts';
import type { FileOffer } from '../links/file-offer.ts';
import { previewOf } from './file-preview.ts';

const speeds = [1, 1.5, 2] as const;

/** How fast messages are played, until the page is closed. */
export const speed = new Store<number>(1);

/** Only one plays at once. */
let loud: HTMLMediaElement | null = null;

interface VoicePlayerOptions {
  offer(): FileOffer;
  /** The file as it is on this device; null where it is not. */
  open(): Promise<File | null>;
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
  #trouble: 'gone' | 'spoilt' | null = null;
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
    this.pause();
    if (loud === this.#media) loud = null;
    if (this.#media) URL.revokeObjectURL(this.#media.src);
    this.#media = null;
    this.#loading = null;
  }

  /** What plays it; null as long as nothing was read. */
  get media(): HTMLMediaElement | null {
    return this.#media;
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** It is not there, or the browser can't decode it. */
  get trouble(): 'gone' | 'spoilt' | null {
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
    if (loud !== media) loud?.pause();
    loud = media;
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

  /** To that place, in ms. */
  seek(ms: number): void {
    this.#at = Math.min(Math.max(0, ms), this.total);
    if (this.#media) this.#media.currentTime = this.#at / 1_000;
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
    const file = await this.#options.open().catch(() => null);
    if (file === null) return this.#failed('gone');
    const media = document.createElement(kind);
    media.preload = 'metadata';
    if (media instanceof HTMLVideoElement) media.playsInline = true;
    const isThere = comes(media, 'loadedmetadata');
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
    this.#trouble = null;
    this.#media = media;
    if (this.#at > 0) media.currentTime = this.#at / 1_000;
    for (const event of ['play', 'pause', 'timeupdate', 'seeked', 'ended', 'error']) {
      media.addEventListener(event, this.#changed);
    }
    return media;
  }

  #failed(trouble: 'gone' | 'spoilt'): null {
    this.#trouble = trouble;
    return null;
  }

  readonly #changed = ({ type }: Event): void => {
    const media = this.#media;
    if (media === null) return;
    if (type === 'error') this.#trouble = 'spoilt';
    this.#isPlaying = !media.paused && type !== 'error';
    this.#at = media.currentTime * 1_000;
    if (type === 'ended') {
      this.#isPlaying = false;
      this.#at = media.currentTime = 0;
    }
    this.#host.requestUpdate();
  };
}

/** Recorded files say nothing of their length before a browser was at their end (Chromium 642012). */
async function measured(media: HTMLMediaElement): Promise<boolean> {
  if (media.duration !== Infinity) return true;
  for (const end of [Number.MAX_SAFE_INTEGER, 0]) {
    const isThere = comes(media, 'seeked');
    media.currentTime = end;
    if (!(await isThere)) return false;
  }
  return true;
}

/** False where there is an error instead. */
function comes(media: HTMLMediaElement, event: 'loadedmetadata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    media.addEventListener(event, () => resolve(true), { once: true });
    media.addEventListener('error', () => resolve(false), { once: true });
  });
}
