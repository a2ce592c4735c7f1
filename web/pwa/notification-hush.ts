import { worker } from './worker.ts';

/** Takes away the notifications of calls that ring in no page any more; that one was missed stays. */
export async function hush(calls: readonly string[]): Promise<void> {
  for (const notification of await worker.registration.getNotifications()) {
    const { kind, call } = (notification.data ?? {}) as { kind?: string; call?: string };
    if (kind === 'ring' && call !== undefined && calls.includes(call)) notification.close();
  }
}
