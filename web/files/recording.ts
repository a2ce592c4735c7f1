import type { DeviceProblem } from '../lib/device-problem.ts';
import type { VoiceOffer } from '../links/file-offer.ts';

export type RecordingKind = 'voice' | 'video';

/** A message that was spoken, fit to be sent. */
export interface Recorded {
  readonly file: File;
  readonly voice: VoiceOffer;
}

/** Why a recording ended by itself. */
export type RecordingEnd =
  /** It is as long, or as large, as it may be. */
  | 'long'
  /** The device went away, or the browser gave up. */
  | 'lost';

/** What is recorded now. Its devices are open until it ends. */
export interface Recording {
  /** What the microphone hears and the camera sees. */
  readonly stream: MediaStream;
  /** How long it is, in ms; it stands still when the recording has ended. */
  readonly length: number;
  /** How loud it is at this moment, from 0 to 1; 0 where the browser can't measure it. */
  level(): number;
  /** Resolves when it ends by itself. */
  readonly over: Promise<RecordingEnd>;
  /** Ends it, and closes the devices. */
  stop(): void;
  /** Ends it; what was recorded, or null where that is nothing. */
  finish(): Promise<Recorded | null>;
}

/** The device that did not open, and why. */
export interface RecordingRefusal {
  readonly device: 'microphone' | 'camera';
  readonly problem: DeviceProblem;
}

/** Opens the devices that its owner chose and records; asks for permission if need be. */
export type StartRecording = (kind: RecordingKind) => Promise<Recording | RecordingRefusal>;
