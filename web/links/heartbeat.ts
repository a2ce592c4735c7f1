import type { Clock } from '../lib/clock.ts';

/** What the link is for: a call, something else that travels, or nothing now. */
export type Pace = 'call' | 'busy' | 'idle';

/** A phone that is there says so this often, in ms. */
const beatEvery = { call: 300, busy: 500, idle: 15_000 };
/**
 * Hearing nothing for so long is silence, in ms. While sound comes in, a link may take longer over a
 * lost packet, and a busy page over a beat.
 */
const silentAfter = { call: 1_000, sounding: 2_600, busy: 2_600, idle: 40_000 };
/** In a call, or while something travels, it is time to look whether the broker is still within reach, in ms without a beat. */
const doubtAfter = { call: 500, sounding: 1_300, busy: 1_300 };
/** Sound comes in packets of 20 ms; none for so long is none, in ms. */
const soundsFor = 300;

/** What a heartbeat asks of its link. */
export interface HeartbeatHost {
  readonly clock: Clock;
  /** Tells the other side that this one is there. */
  beat(): void;
  /** The RTP time of the last sound that came from there (RFC 3550); null without any. */
  sound(): number | null;
  /** Nothing was heard for a moment: the network may be another one. */
  doubt(): void;
  /** Nothing was heard for too long: whoever keeps the link calls `silence`. */
  fellSilent(): void;
}

/** Tells the other side of an open link that this one is there, and notices when nothing comes back. */
export class Heartbeat {
  readonly #host: HeartbeatHost;
  #pace: Pace = 'idle';
  #silent = false;
  #heardAt = 0;
  #doubted = false;
  #sound: number | null = null;
  #soundedAt = 0;
  #stopBeat: (() => void) | null = null;
  #stopWatch: (() => void) | null = null;

  constructor(host: HeartbeatHost) {
    this.#host = host;
  }

  /** The other side counts as gone until it is heard. */
  get isSilent(): boolean {
    return this.#silent;
  }

  /** Nothing was heard for a moment, when it was last looked. */
  get isDoubted(): boolean {
    return this.#doubted;
  }

  /** Begins, or begins anew: the other side counts as heard just now. */
  start(pace: Pace): void {
    this.#stopTimers();
    this.#pace = pace;
    this.#heardAt = this.#host.clock.now();
    this.#silent = false;
    this.#beat();
    this.#watch(this.#heardAt);
  }

  /** Begins anew at another pace. True if the other side had been silent, and counts as heard. */
  change(pace: Pace): boolean {
    const wasSilent = this.#silent;
    this.start(pace);
    // For a call only who is heard is there again; a link nobody needs has its time once more.
    this.#silent = wasSilent && pace !== 'idle';
    return wasSilent && pace === 'idle';
  }

  stop(): void {
    this.#stopTimers();
    this.#silent = false;
  }

  /** Something came from the other side. True if it had been silent. */
  heard(): boolean {
    const wasSilent = this.#silent;
    this.#heardAt = this.#host.clock.now();
    this.#silent = false;
    return wasSilent;
  }

  /** What is said reaches nobody, however lately something was heard. */
  silence(): void {
    this.#silent = true;
  }

  #stopTimers(): void {
    this.#stopBeat?.();
    this.#stopWatch?.();
  }

  #beat(): void {
    this.#host.beat();
    this.#stopBeat = this.#host.clock.after(beatEvery[this.#pace], () => this.#beat());
  }

  #watch(checkedAt: number): void {
    const every = silentAfter[this.#pace] / 8;
    this.#stopWatch = this.#host.clock.after(every, () => {
      const now = this.#host.clock.now();
      // First: what follows may stop it, or start it anew.
      this.#watch(now);
      // Asking for the sound makes the browser wait for another thread: not as long as it beats.
      const isInCall = this.#pace === 'call' && now - this.#heardAt > every;
      const pace = isInCall && this.#sounds(now) ? 'sounding' : this.#pace;
      const limit = silentAfter[pace];
      // Who slept itself (suspended laptop, throttled tab) has to listen again first.
      if (now - checkedAt > every + 1_000) this.#heardAt = Math.max(this.#heardAt, now - limit / 2);
      const quiet = now - this.#heardAt;
      if (pace !== 'idle') this.#doubtIf(quiet > doubtAfter[pace]);
      if (!this.#silent && quiet > limit) this.#host.fellSilent();
    });
  }

  #sounds(now: number): boolean {
    const sound = this.#host.sound();
    if (sound !== this.#sound) this.#soundedAt = now;
    this.#sound = sound;
    return sound !== null && now - this.#soundedAt < soundsFor;
  }

  #doubtIf(doubtful: boolean): void {
    if (doubtful && !this.#doubted) this.#host.doubt();
    this.#doubted = doubtful;
  }
}
