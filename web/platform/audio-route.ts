/** The part of the W3C Audio Session API that is used here; only Safari has it. */
interface AudioSession {
  type: 'auto' | 'play-and-record';
}

/**
 * Says that a microphone is about to open, or that none is. iOS otherwise moves
 * the sound to the earpiece and back in the middle of a call.
 */
export function routeAudio(records: boolean): void {
  const { audioSession } = navigator as { readonly audioSession?: AudioSession };
  if (audioSession) audioSession.type = records ? 'play-and-record' : 'auto';
}
