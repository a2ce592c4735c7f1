import type { Device } from '../lib/device-list.ts';
import type { Readable } from '../lib/store.ts';
import type { DeviceProblem } from '../lib/device-problem.ts';

/** A device that is open to be tried. */
export interface Trial {
  readonly stream: MediaStream;
  /** How loud it is at this moment, 0 … 1. */
  level(): number;
  close(): void;
}

/** Which devices there are, and what this browser can do with them. */
export interface DevicesPort {
  /** Up to date from the first `watch` on. */
  readonly list: Readable<readonly Device[]>;
  watch(): void;
  readonly canChooseSpeaker: boolean;
  readonly canShareScreen: boolean;
  /** The page is shown inside another app, which may keep devices from it. */
  readonly isInApp: boolean;
  /** Opens a microphone or camera to be tried; asks for permission if need be. */
  attempt(kind: 'microphone' | 'camera', id: string | null): Promise<Trial | DeviceProblem>;
  /** A level of what is open already. */
  listen(stream: MediaStream): Promise<Trial>;
  /** Plays a short tone there; resolves when it is over. */
  sound(id: string | null): Promise<void>;
}

/** What the owner of this phone chose; null takes the system's choice. */
export interface DeviceWishes {
  readonly microphone: string | null;
  readonly camera: string | null;
}
