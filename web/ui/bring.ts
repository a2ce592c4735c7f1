import { ToastEvent } from './events.ts';
import { words } from './words.ts';

/** Parts of the app that no first screen needs. */
const parts = {
  calling: () => import('./calling.ts'),
  contacts: () => import('./contacts-page.ts'),
  elsewhere: () => import('./elsewhere.ts'),
  'first-run': () => import('./first-run.ts'),
  messages: () => import('./messages-page.ts'),
  namer: () => import('./contact-namer.ts'),
  person: () => import('./person.ts'),
  'send-to': () => import('./send-to.ts'),
  settings: () => import('./settings-page.ts'),
  'test-findings': () => import('./test-findings.ts'),
  'test-call': () => import('./test-call.ts'),
  trouble: () => import('./trouble.ts'),
};

export type Part = keyof typeof parts;

const asked = new Set<Part>();

/**
 * Loads a part whose elements are on the page already, or are about to be: they come to life when it
 * is there. If it can't be loaded, that is told where `from` stands, and the next time it is asked
 * for again.
 */
export function bring(part: Part, from: EventTarget): void {
  if (asked.has(part)) return;
  asked.add(part);
  parts[part]().catch(() => {
    asked.delete(part);
    from.dispatchEvent(new ToastEvent(words.partRefused));
  });
}
