/** The part of the W3C Audio Session API that is used here; only Safari has it. */
interface AudioSession {
  type: 'auto' | 'play-and-record';
}

let isForCalls = false;

/**
 * Says that a call has a microphone, or that none does. iOS otherwise moves
 * the sound to the earpiece and back in the middle of a call.
 */
export function routeForCalls(records: boolean): void {
  isForCalls = records;
  route(records);
}

/** A microphone is about to open, for a call or anything else. */
export function routeToRecord(): void {
  route(true);
}

/** A microphone was closed that was for no call: else iOS plays what is heard next as if it were one. */
export function routeBack(): void {
  route(isForCalls);
}

function route(records: boolean): void {
  const { audioSession } = navigator as { readonly audioSession?: AudioSession };
  if (audioSession) audioSession.type = records ? 'play-and-record' : 'auto';
}
