import type { DeviceKind } from '../lib/device-list.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';
import type { Opened, Wish } from './devices.ts';

/** The place of a microphone or a camera in a call: what is open there, and what was asked for. */
export class DeviceSlot {
  readonly kind: Exclude<DeviceKind, 'speaker'>;
  readonly #lost: () => void;
  #track: MediaStreamTrack | null = null;
  #asked = '';
  problem: DeviceProblem | null = null;

  /** `lost` is called when the device ended by itself: it was unplugged or taken away. */
  constructor(kind: DeviceSlot['kind'], lost: () => void) {
    this.kind = kind;
    this.#lost = lost;
  }

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  get isEmpty(): boolean {
    return this.#track === null && this.problem === null;
  }

  get deviceId(): string | null {
    return this.#track?.getSettings().deviceId ?? null;
  }

  /** True if another device was wished since this one was opened. */
  isStale(wish: Wish): boolean {
    return this.#track !== null && this.#asked !== keyOf(wish);
  }

  /** Opens it anew, although the wish is the same: the wished device came, or went. */
  renew(): void {
    this.#asked = 'none';
  }

  /** Takes what was opened for that wish; what was there before is closed only now. */
  fill(opened: Opened, wish: Wish): void {
    this.#asked = keyOf(wish);
    if (opened.kind === 'problem') {
      // One that works is better than the one that does not open.
      if (this.#track === null) this.problem = opened.problem;
      return;
    }
    this.#track?.stop();
    this.problem = null;
    this.#track = opened.track;
    opened.track.addEventListener('ended', () => {
      if (this.#track !== opened.track) return;
      this.#track = null;
      this.#lost();
    });
  }

  close(): void {
    this.#track?.stop();
    this.#track = null;
  }
}

function keyOf({ id, facing }: Wish): string {
  return facing ?? `id ${id ?? ''}`;
}
