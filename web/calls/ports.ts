import type { Readable } from '../lib/store.ts';
import type { CallId } from './call.ts';

/** Why a wanted microphone or camera is not sent. */
export type DeviceProblem =
  | 'denied'
  | 'dismissed'
  | 'in-use'
  | 'missing'
  | 'insecure'
  | 'unknown';

/** What a call shows and plays; streams are null until there is something in them. */
export interface CallMedia {
  readonly local: MediaStream | null;
  readonly remote: MediaStream | null;
  readonly microphone: DeviceProblem | null;
  readonly camera: DeviceProblem | null;
}

/** The media of all live calls, for the screens. */
export type MediaOfCalls = Readable<ReadonlyMap<CallId, CallMedia>>;
