import type { RingSample } from '../calls/ring-sample.ts';
import type { Tone } from '../calls/tones.ts';
import type { Settings } from '../identity/settings.ts';
import { setSink } from '../lib/sink.ts';
import { toneRate, toneSamples } from './tone-samples.ts';

/** Seconds a tone takes to fade when it is cut off. */
const fade = 0.02;

/** How long the sound device is kept open for the next tone: an open one costs a call its processor. */
const idleMs = 200;

const gestures = ['pointerdown', 'pointerup', 'keydown'] as const;

/** The ringtone its owner chose. */
export type RingChoice = Pick<Settings, 'ringtone' | 'volume'>;

interface Playing {
  readonly tone: Tone;
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
}

/**
 * Plays the tones of the phone, one at a time. Each is a buffer the browser
 * loops by itself, so a tab in the background keeps its cadence.
 */
export class WebAudioTones implements RingSample {
  readonly #choice: () => RingChoice;
  readonly #createContext: () => AudioContext;
  readonly #output: (tone: Tone) => string | null;
  #context: AudioContext | null = null;
  #tone: Tone = 'silence';
  #playing: Playing | null = null;
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** A period takes some 20 ms to make, and a phone has few. */
  readonly #made = new Map<string, { readonly buffer: AudioBuffer; readonly repeated: boolean }>();

  /** `output` is the speaker a tone is for, null the system's choice. */
  constructor(
    choice: () => RingChoice,
    output: (tone: Tone) => string | null = () => null,
    createContext = () => new AudioContext(),
  ) {
    this.#choice = choice;
    this.#createContext = createContext;
    this.#output = output;
    for (const type of gestures) window.addEventListener(type, this.#wake, { capture: true });
  }

  /** Changes to this tone; the same tone again goes on as it is. */
  play(tone: Tone): void {
    if (tone === this.#tone) return;
    this.#tone = tone;
    this.#stop();
    if (tone !== 'silence') this.#start(tone);
  }

  /** The choice or the speakers have changed: what plays goes there, and what rings gets its volume, at once. */
  adjust(): void {
    if (this.#playing === null || this.#context === null) return;
    const { tone, gain } = this.#playing;
    void setSink(this.#context, this.#output(tone));
    if (tone !== 'ringtone') return;
    gain.gain.setTargetAtTime(loudness(this.#choice()), this.#context.currentTime, fade);
  }

  /** Plays the chosen ringtone once, unless there is something to hear already. */
  startSample(): void {
    if (this.#tone !== 'silence') return;
    this.#stop();
    this.#start('ringtone', true);
  }

  stopSample(): void {
    if (this.#tone === 'silence') this.#stop();
  }

  close(): void {
    this.play('silence');
    clearTimeout(this.#idle);
    for (const type of gestures) window.removeEventListener(type, this.#wake, { capture: true });
    void this.#context?.close();
    this.#context = null;
  }

  #start(tone: Exclude<Tone, 'silence'>, once = false): void {
    const context = (this.#context ??= this.#newContext());
    const choice = this.#choice();
    const { buffer, repeated } = this.#make(tone, choice.ringtone);
    void setSink(context, this.#output(tone));
    const gain = context.createGain();
    if (tone === 'ringtone') gain.gain.value = loudness(choice);
    gain.connect(context.destination);
    const source = new AudioBufferSourceNode(context, { buffer, loop: repeated && !once });
    source.connect(gain);
    source.start();
    const playing = { tone, source, gain };
    source.addEventListener('ended', () => this.#ended(playing));
    this.#playing = playing;
    clearTimeout(this.#idle);
    this.#wake();
  }

  #make(tone: Exclude<Tone, 'silence'>, ringtone: Settings['ringtone']) {
    const name = tone === 'ringtone' ? ringtone : tone;
    const known = this.#made.get(name);
    if (known) return known;
    const { samples, repeated } = toneSamples(tone, ringtone);
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: toneRate });
    buffer.copyToChannel(samples, 0);
    const made = { buffer, repeated };
    this.#made.set(name, made);
    return made;
  }

  #newContext(): AudioContext {
    const context = this.#createContext();
    // One that was asked to wake may do so long after its tone is over.
    context.addEventListener('statechange', () => {
      if (this.#playing === null && context.state === 'running') this.#suspendSoon(context);
    });
    return context;
  }

  #stop(): void {
    const { source, gain } = this.#playing ?? {};
    this.#playing = null;
    const context = this.#context;
    if (source === undefined || gain === undefined || context === null) return;
    const now = context.currentTime;
    gain.gain.cancelScheduledValues(now);
    gain.gain.setValueAtTime(gain.gain.value, now);
    gain.gain.linearRampToValueAtTime(0, now + fade);
    source.stop(now + fade);
    // Time stands still in a suspended context: the rest would be heard when it wakes.
    if (context.state !== 'running') gain.disconnect();
    this.#suspendSoon(context);
  }

  #ended(playing: Playing): void {
    playing.gain.disconnect();
    if (this.#playing !== playing) return;
    this.#playing = null;
    if (this.#context !== null) this.#suspendSoon(this.#context);
  }

  /** Suspended, not closed: iOS lets a context that was woken by a gesture wake again without one. */
  #suspendSoon(context: AudioContext): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#playing === null && context.state === 'running') void context.suspend();
    }, idleMs);
  }

  /** Not awaited anywhere: in Firefox without a sound device it never settles. */
  readonly #wake = (): void => {
    const context = this.#context;
    if (context === null || this.#playing === null || context.state === 'running') return;
    // Refused until a gesture, and then called by it again.
    context.resume().catch(() => undefined);
  };
}

/** Squared: half of the way on a slider is heard as about half as loud. */
function loudness({ volume }: RingChoice): number {
  return volume ** 2;
}
