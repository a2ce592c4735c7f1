import { parseNoteData } from './note-data.ts';
import type { ToPage } from './words-between.ts';
import { worker } from './worker.ts';

/** A page that is frozen does not say whose call it is; then any page does. */
const patienceMs = 500;

/** Does what was pressed on a notification: only `Answer` answers; its text brings the phone up. */
export async function pressed({ action, notification }: NotificationEvent): Promise<void> {
  notification.close();
  const { call, hash } = parseNoteData(notification.data) ?? { call: '', hash: '' };
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const page = (await ownerOf(call, pages)) ?? pages[0];
  if (page === undefined) {
    await worker.clients.openWindow(`./#${hash}`);
    return;
  }
  if (action !== 'decline') await focus(page);
  const press = action === 'answer' || action === 'decline' ? action : 'open';
  tell(page, { type: 'press', press, call });
}

/** Several tabs may be open, and the phone is in one of them. */
async function ownerOf(call: string, pages: readonly WindowClient[]): Promise<WindowClient | null> {
  const answers = await Promise.all(pages.map((page) => owns(page, call)));
  return pages.find((_, index) => answers[index]) ?? null;
}

function owns(page: WindowClient, call: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true);
    setTimeout(() => resolve(false), patienceMs);
    tell(page, { type: 'whose', call }, [port2]);
  });
}

function tell(page: WindowClient, message: ToPage, ports: Transferable[] = []): void {
  page.postMessage(message, ports);
}

async function focus(page: WindowClient): Promise<void> {
  try {
    await page.focus();
  } catch (error) {
    // Without the press of a person, or where the system keeps windows where they are.
    if (!(error instanceof DOMException)) throw error;
  }
}
