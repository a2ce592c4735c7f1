import type { RingSample } from '../calls/ring-sample.ts';
import type { Tone } from '../calls/tones.ts';
import type { Report } from '../lib/report.ts';
import type { WebAudioTones } from './web-audio-tones.ts';

/** The tones of a phone on which nothing was heard yet: what makes them is loaded when it is needed. */
export class TonesGate implements RingSample {
  readonly #load: () => Promise<WebAudioTones>;
  readonly #report: Report;
  #tones: WebAudioTones | null = null;
  #loading: Promise<void> | null = null;
  #tone: Tone = 'silence';
  #closed = false;

  constructor(load: () => Promise<WebAudioTones>, report: Report) {
    this.#load = load;
    this.#report = report;
  }

  play(tone: Tone): void {
    this.#tone = tone;
    if (this.#tones) this.#tones.play(tone);
    else if (tone !== 'silence') void this.open();
  }

  adjust(): void {
    this.#tones?.adjust();
  }

  startSample(): void {
    void this.open().then(() => this.#tones?.startSample());
  }

  stopSample(): void {
    this.#tones?.stopSample();
  }

  /** Loads it, so that no call has to wait for its tone. */
  open(): Promise<void> {
    this.#loading ??= this.#load()
      .then((tones) => {
        if (this.#closed) return tones.close();
        this.#tones = tones;
        tones.play(this.#tone);
      })
      .catch((error: unknown) => {
        this.#loading = null;
        this.#report('what makes tones did not load', error);
      });
    return this.#loading;
  }

  close(): void {
    this.#closed = true;
    this.#tones?.close();
  }
}
