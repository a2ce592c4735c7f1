import { html, nothing } from 'lit';
import { isAccepted, type Call } from '../calls/call.ts';
import type { RecentCall } from '../calls/recent-call.ts';

const loading = new Set<string>();

/** Loads an element that is on the page already and comes to life when it is there; once, unless it fails. */
function load(name: string, element: () => Promise<unknown>): void {
  if (loading.has(name)) return;
  loading.add(name);
  element().catch(() => loading.delete(name));
}

/** The place of the bars in a call: nothing is loaded before it is accepted. */
export function qualitySlot(call: Call, name: string) {
  if (!isAccepted(call)) return nothing;
  load('quality', () => import('./quality.ts'));
  return html`<tin-quality .call=${call} .name=${name}></tin-quality>`;
}

/** The place of what is known of the quality of a past call. */
export function callQualitySlot(call: RecentCall) {
  if (!call.quality) return nothing;
  load('call-quality', () => import('./call-quality.ts'));
  return html`<tin-call-quality .call=${call} .quality=${call.quality}></tin-call-quality>`;
}
