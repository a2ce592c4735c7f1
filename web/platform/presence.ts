import type { Presence } from '../calls/away.ts';
import type { MediaOfCalls } from '../calls/ports.ts';
import { Store, type Readable } from '../lib/store.ts';

const trackEvents = ['mute', 'unmute', 'ended'] as const;

/** Whether the page is seen, and whether the system lets its microphone be heard. */
export class PagePresence {
  readonly #media: MediaOfCalls;
  readonly #handheld = isHandheld();
  readonly #state: Store<Presence>;
  readonly #stop: () => void;
  #microphones: readonly MediaStreamTrack[] = [];

  constructor(media: MediaOfCalls) {
    this.#media = media;
    this.#state = new Store(this.#now());
    document.addEventListener('visibilitychange', this.#look);
    this.#stop = media.subscribe(() => this.#watch());
  }

  get state(): Readable<Presence> {
    return this.#state;
  }

  close(): void {
    this.#stop();
    this.#listenTo([]);
    document.removeEventListener('visibilitychange', this.#look);
  }

  #watch(): void {
    const streams = [...this.#media.value.values()].map(({ local }) => local);
    this.#listenTo(streams.flatMap((stream) => stream?.getAudioTracks() ?? []));
    this.#look();
  }

  #listenTo(tracks: readonly MediaStreamTrack[]): void {
    for (const type of trackEvents) {
      for (const track of this.#microphones) track.removeEventListener(type, this.#look);
      for (const track of tracks) track.addEventListener(type, this.#look);
    }
    this.#microphones = tracks;
  }

  readonly #look = (): void => {
    const now = this.#now();
    const { hidden, cut } = this.#state.value;
    if (now.hidden !== hidden || now.cut !== cut) this.#state.set(now);
  };

  #now(): Presence {
    const cut = this.#microphones.some(({ muted, readyState }) => muted || readyState === 'ended');
    return { hidden: document.visibilityState === 'hidden', handheld: this.#handheld, cut };
  }
}

function isHandheld(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  // An iPad calls itself a Macintosh, none of which has a touch screen.
  return (
    /Android|iPhone|iPad|iPod/.test(userAgent) ||
    (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
  );
}
