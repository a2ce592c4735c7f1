import type { DeviceProblem } from '../lib/device-problem.ts';

/** What arrived at the far end of a test call. */
export interface EchoHeard {
  /** The loudest level of sound, 0 … 1 (W3C webrtc-stats, `audioLevel`). */
  readonly level: number;
  /** Pictures of a camera that were decoded there. */
  readonly frames: number;
}

/** What is known of a test call when it is over. */
export interface TestNotes extends EchoHeard {
  readonly talked: boolean;
  /** It could have been heard: the microphone was not muted all the time. */
  readonly unmuted: boolean;
  readonly filmed: boolean;
  readonly microphone: DeviceProblem | null;
  readonly camera: DeviceProblem | null;
}

/** What a test call found out. */
export type TestFindings =
  /** The two connections of the page did not reach each other. */
  | { readonly kind: 'cut' }
  | {
      readonly kind: 'tested';
      readonly microphone: 'heard' | 'silent' | 'muted' | DeviceProblem;
      readonly camera: 'seen' | 'unseen' | 'off' | DeviceProblem;
    };

/** Soft speech is above it, the hiss of a microphone in a quiet room is not (−40 dB of full scale). */
const audible = 0.01;
/** So many pictures are no accident. */
const moving = 5;

/** What these notes mean; what was heard and seen goes before what once went wrong. */
export function judge(notes: TestNotes): TestFindings {
  if (!notes.talked) return { kind: 'cut' };
  const silent = notes.microphone ?? (notes.unmuted ? 'silent' : 'muted');
  const unseen = notes.camera ?? (notes.filmed ? 'unseen' : 'off');
  return {
    kind: 'tested',
    microphone: notes.level >= audible ? 'heard' : silent,
    camera: notes.frames >= moving ? 'seen' : unseen,
  };
}
