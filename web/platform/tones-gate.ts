import type { RingSample } from '../calls/ring-sample.ts';
import type { Tone } from '../calls/tones.ts';
import type { Late } from '../lib/late.ts';
import type { WebAudioTones } from './web-audio-tones.ts';

/** The tones of a phone on which nothing was heard yet: what makes them is loaded when it is needed. */
export class TonesGate implements RingSample {
  readonly #tones: Late<WebAudioTones>;
  #tone: Tone = 'silence';
  #closed = false;

  constructor(tones: Late<WebAudioTones>) {
    this.#tones = tones;
  }

  play(tone: Tone): void {
    this.#tone = tone;
    if (tone === 'silence') this.#tones.value?.play(tone);
    else this.#tones.use((tones) => this.#playOn(tones));
  }

  adjust(): void {
    this.#tones.value?.adjust();
  }

  startSample(): void {
    this.#tones.use((tones) => tones.startSample());
  }

  stopSample(): void {
    this.#tones.value?.stopSample();
  }

  close(): void {
    this.#closed = true;
    this.#tones.value?.close();
  }

  /** What was to be heard first may be over by the time it can be. */
  #playOn(tones: WebAudioTones): void {
    if (this.#closed) tones.close();
    else tones.play(this.#tone);
  }
}
