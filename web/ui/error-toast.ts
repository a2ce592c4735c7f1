import { Failure } from '../lib/failure.ts';
import { ToastEvent } from './events.ts';
import { words } from './words.ts';

/** What the screen says of an error nothing caught: a refusal of the device, else a bug of ours. */
export function errorToast(error: unknown): ToastEvent {
  if (!(error instanceof Failure)) return new ToastEvent(words.broken, { stays: true });
  switch (error.code) {
    case 'storage':
      return new ToastEvent(words.notSaved, { stays: true });
    case 'share':
      return new ToastEvent(words.notShared);
    default:
      return new ToastEvent(words.broken, { stays: true });
  }
}
