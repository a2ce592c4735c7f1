import { loaded } from '../lib/loads.ts';
import { ToastEvent } from './events.ts';
import { words } from './words.ts';

/** Parts of the app that no first screen needs. */
const parts = {
  'call-quality': () => import('./call-quality.ts'),
  calling: () => import('./calling.ts'),
  contacts: () => import('./contacts-page.ts'),
  'device-panel': () => import('./device-panel.ts'),
  elsewhere: () => import('./elsewhere.ts'),
  'first-run': () => import('./first-run.ts'),
  messages: () => import('./messages-page.ts'),
  namer: () => import('./contact-namer.ts'),
  person: () => import('./person.ts'),
  quality: () => import('./quality.ts'),
  'send-to': () => import('./send-to.ts'),
  settings: () => import('./settings-page.ts'),
  'test-findings': () => import('./test-findings.ts'),
  'test-call': () => import('./test-call.ts'),
  trouble: () => import('./trouble.ts'),
};

export type Part = keyof typeof parts;

/** So long after it did not come, a part is asked for again, and after twice as long each time; in ms. */
const again = 1_000;
const againAtMost = 4_000;

const asked = new Set<Part>();

/**
 * Loads a part whose elements are on the page already, or are about to be: they come to life when it
 * is there. Networks change, so it is asked for until it comes; that it did not come twice is told
 * where `from` stands.
 */
export function bring(part: Part, from: EventTarget): void {
  if (asked.has(part)) return;
  asked.add(part);
  void load(part, from, 0);
}

async function load(part: Part, from: EventTarget, failures: number): Promise<void> {
  try {
    await loaded(parts[part]);
  } catch {
    if (failures === 1) from.dispatchEvent(new ToastEvent(words.partRefused));
    const pause = Math.min(again * 2 ** failures, againAtMost);
    setTimeout(() => void load(part, from, failures + 1), pause);
  }
}
