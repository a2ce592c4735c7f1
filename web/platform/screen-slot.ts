import { AudioMix } from './audio-mix.ts';
import { chooseScreen, type SharedScreen } from './shared-screen.ts';

/** The screen which a call shows, and its sound together with the microphone's. */
export class ScreenSlot {
  readonly #changed: () => void;
  #screen: SharedScreen | null = null;
  #choosing = false;
  #closed = false;
  #mix: AudioMix | null = null;
  #mixed: MediaStreamTrack | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get stream(): MediaStream | null {
    return this.#screen?.stream ?? null;
  }

  get video(): MediaStreamTrack | null {
    return this.#screen?.video ?? null;
  }

  async start(): Promise<void> {
    if (this.#choosing || this.#screen) return;
    this.#choosing = true;
    const screen = await chooseScreen(() => this.stop());
    this.#choosing = false;
    if (!screen) return;
    if (this.#closed) return stopAll(screen);
    this.#screen = screen;
    this.#changed();
  }

  stop(): void {
    if (!this.#screen) return;
    stopAll(this.#screen);
    this.#screen = null;
    this.#endMix();
    this.#changed();
  }

  /** The microphone, together with the sound of the screen if there is one. */
  withMicrophone(microphone: MediaStreamTrack | null): MediaStreamTrack | null {
    const sound = this.#screen?.audio ?? null;
    if (!sound || !microphone) return sound ?? microphone;
    if (this.#mixed !== microphone) {
      this.#endMix();
      this.#mixed = microphone;
      this.#mix = new AudioMix([microphone, sound], () => this.#changed());
    }
    // The voice goes before the sound of the screen where both can't be had.
    return this.#mix?.track ?? microphone;
  }

  close(): void {
    this.#closed = true;
    if (this.#screen) stopAll(this.#screen);
    this.#screen = null;
    this.#endMix();
  }

  #endMix(): void {
    this.#mix?.close();
    this.#mix = null;
    this.#mixed = null;
  }
}

function stopAll({ stream }: SharedScreen): void {
  for (const track of stream.getTracks()) track.stop();
}
