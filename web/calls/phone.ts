import type { Host } from '../identity/host.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Readable } from '../lib/store.ts';
import type { Call, CallId, CallKind } from './call.ts';

/** The verbs of the phone, as the screens use them. None of them throws; each is safe to repeat. */
export interface Phone {
  /** Live calls and those that ended a moment ago, oldest first. */
  readonly calls: Readable<ReadonlyMap<CallId, Call>>;
  /** Starts a call, to somebody who belongs to `home` if that is another server. Does nothing while another call is live. */
  dial(peer: PeerId, kind: CallKind, home?: Host | null): void;
  answer(id: CallId, kind: CallKind): void;
  decline(id: CallId): void;
  /** Cancels before the answer, hangs up after it. */
  hangUp(id: CallId): void;
  mute(id: CallId, muted: boolean): void;
  camera(id: CallId, on: boolean): void;
  hold(id: CallId, held: boolean): void;
  /** Asks which screen or window to show in the place of the camera, or stops showing it. */
  share(id: CallId, on: boolean): void;
  /** Asks once more for a microphone that could not be opened. */
  retry(id: CallId): void;
  /** Turns to the camera that looks the other way. */
  flip(id: CallId): void;
  /** Takes an ended call off the screen. */
  dismiss(id: CallId): void;
}
