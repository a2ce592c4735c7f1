import type { FileOffer } from '../links/file-offer.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Not in the types of TypeScript (W3C Media Source Extensions 2, section 4). */
const Source =
  (globalThis as { MediaSource?: typeof MediaSource }).MediaSource ??
  (globalThis as { ManagedMediaSource?: typeof MediaSource }).ManagedMediaSource;

/** What recorders put into each type: an offer does not say it, and a browser wants to know it before. */
const codecs: Readonly<Record<string, string>> = {
  'audio/webm': 'opus',
  'audio/mp4': 'mp4a.40.2',
  'video/webm': 'vp8,opus',
  'video/mp4': 'avc1.42E01E,mp4a.40.2',
};

/** How such a file can be played while it comes; null where this browser can’t. */
function streamed(media: string): string | null {
  const type = `${media};codecs="${Object.hasOwn(codecs, media) ? codecs[media] : ''}"`;
  return Source?.isTypeSupported(type) ? type : null;
}

export function canStream({ media }: FileOffer): boolean {
  return streamed(media) !== null;
}

interface VoiceStreamOptions {
  readonly offer: FileOffer;
  /** What is there from that byte on; nothing where there is no more yet. */
  read(at: number): Promise<Bytes>;
  /** It can’t be played while it comes, or not to its end. */
  failed(): void;
}

/** Gives a media element a file that is still coming. */
export class VoiceStream {
  readonly #media: HTMLMediaElement;
  readonly #options: VoiceStreamOptions;
  readonly #source: MediaSource;
  readonly #buffer: Promise<SourceBuffer>;
  readonly #closer = new AbortController();
  /** In bytes. */
  #at = 0;
  #isFeeding = false;
  #mayBeMore = false;

  /** For what `canStream`. */
  constructor(media: HTMLMediaElement, options: VoiceStreamOptions) {
    this.#media = media;
    this.#options = options;
    const source = (this.#source = new Source!());
    const { signal } = this.#closer;
    this.#buffer = comes(source, 'sourceopen').then(() =>
      source.addSourceBuffer(streamed(options.offer.media) ?? ''),
    );
    // A managed source opens only where it can’t be sent to another device.
    media.disableRemotePlayback = true;
    media.src = URL.createObjectURL(source);
    media.addEventListener('waiting', () => this.#overGap(), { signal });
    media.addEventListener('error', () => this.#fail(), { signal });
    void this.feed();
  }

  /** More may be there. */
  async feed(): Promise<void> {
    this.#mayBeMore = true;
    if (this.#isFeeding) return;
    this.#isFeeding = true;
    try {
      while (this.#mayBeMore && !this.#isOver) {
        this.#mayBeMore = false;
        await this.#take();
      }
    } catch {
      this.#fail();
    }
    this.#isFeeding = false;
  }

  close(): void {
    this.#closer.abort();
    URL.revokeObjectURL(this.#media.src);
  }

  get #isOver(): boolean {
    return this.#closer.signal.aborted || this.#at === this.#options.offer.size;
  }

  async #take(): Promise<void> {
    const { offer, read } = this.#options;
    const buffer = await this.#buffer;
    const bytes = await read(this.#at);
    if (bytes.length === 0 || this.#isOver) return;
    const isTaken = comes(buffer, 'updateend');
    buffer.appendBuffer(bytes);
    await isTaken;
    this.#at += bytes.length;
    this.#mayBeMore = true;
    if (this.#at === offer.size) this.#source.endOfStream();
    this.#overGap();
  }

  /** What begins late, or has a hole, goes on where there is something again. */
  #overGap(): void {
    const { buffered, currentTime, readyState } = this.#media;
    if (readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= currentTime) continue;
      this.#media.currentTime = buffered.start(i);
      return;
    }
  }

  #fail(): void {
    if (this.#closer.signal.aborted) return;
    this.close();
    this.#options.failed();
  }
}

function comes(target: EventTarget, event: string): Promise<unknown> {
  return new Promise((resolve) => target.addEventListener(event, resolve, { once: true }));
}
