import type { Handle } from '../calls/demand.ts';

/** What buttons outside of the page ask for. */
export interface MediaKeyVerbs {
  mute(call: Handle['call'], on: boolean): void;
  camera(call: Handle['call'], on: boolean): void;
  hangUp(call: Handle['call']): void;
}

/** Newer than TypeScript's library (W3C mediasession, sections 6 and 7). */
type CallAction = 'togglemicrophone' | 'togglecamera' | 'hangup';
interface CallSession {
  setActionHandler(action: CallAction, handler: (() => void) | null): void;
  setMicrophoneActive?(on: boolean): Promise<void> | undefined;
  setCameraActive?(on: boolean): Promise<void> | undefined;
}

/** The call on lock screen, headset and the browser's own buttons; nothing where there are none. */
export class MediaKeys {
  readonly #verbs: MediaKeyVerbs;
  #handle: Handle | null = null;
  #name = '';

  constructor(verbs: MediaKeyVerbs) {
    this.#verbs = verbs;
  }

  /** Shows this call under that name, or none. */
  show(handle: Handle | null, name: string): void {
    if (!('mediaSession' in navigator)) return;
    const before = this.#handle;
    this.#handle = handle;
    const { mediaSession } = navigator;
    const session = mediaSession as unknown as CallSession;
    if (!before !== !handle) this.#listen(session, handle !== null);
    if (!handle) {
      mediaSession.metadata = null;
      mediaSession.playbackState = 'none';
      this.#name = '';
      return;
    }
    if (name !== this.#name) mediaSession.metadata = new MediaMetadata({ title: name, artwork });
    this.#name = name;
    mediaSession.playbackState = handle.active ? 'playing' : 'paused';
    if (handle.microphone !== before?.microphone)
      tell(session.setMicrophoneActive, handle.microphone);
    if (handle.camera !== before?.camera) tell(session.setCameraActive, handle.camera);
  }

  #listen(session: CallSession, on: boolean): void {
    const verbs = this.#verbs;
    const withCall = (verb: (handle: Handle) => void) => () => {
      if (this.#handle) verb(this.#handle);
    };
    const handlers: Readonly<Record<CallAction, () => void>> = {
      togglemicrophone: withCall(({ call, microphone }) => verbs.mute(call, microphone)),
      togglecamera: withCall(({ call, camera }) => verbs.camera(call, !camera)),
      hangup: withCall(({ call }) => verbs.hangUp(call)),
    };
    for (const [action, handler] of Object.entries(handlers)) {
      try {
        session.setActionHandler(action as CallAction, on ? handler : null);
      } catch {
        // A browser throws at an action it doesn't know; there is no other way to ask.
      }
    }
  }
}

/** No SVG: Chromium draws it on the page's main thread, in the moment in which a call is answered. */
const artwork = [
  { src: new URL('./icon-192.png', document.baseURI).href, type: 'image/png', sizes: '192x192' },
];

function tell(set: CallSession['setMicrophoneActive'], on: boolean): void {
  // Refused where it would need a gesture: the page's own buttons stay right.
  void set?.call(navigator.mediaSession as unknown as CallSession, on)?.catch(() => undefined);
}
