import type { LineTrouble } from '../links/signals.ts';
import { brokerWords } from './broker-words.ts';
import { ToastEvent } from './events.ts';

/** Why a call to somebody of the server `host` did not get there; null if nobody answers at all. */
export function brokerToast(host: string, trouble: LineTrouble | null): ToastEvent {
  switch (trouble?.code) {
    case 'host':
      return new ToastEvent(brokerWords.otherName(host, trouble.host));
    case 'clock':
      return new ToastEvent(brokerWords.otherTime(host));
    case 'full':
    case 'crowded':
      return new ToastEvent(brokerWords.full(host));
    default:
      return new ToastEvent(brokerWords.unreached(host));
  }
}
