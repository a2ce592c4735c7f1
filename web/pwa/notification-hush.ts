import { parseNoteData } from './note-data.ts';
import { worker } from './worker.ts';

/** Takes away the notifications of calls that ring in no page any more; that one was missed stays. */
export async function hush(calls: readonly string[]): Promise<void> {
  for (const notification of await worker.registration.getNotifications()) {
    const data = parseNoteData(notification.data);
    if (data?.kind === 'ring' && calls.includes(data.call)) notification.close();
  }
}
