import { html, nothing } from 'lit';
import { isAccepted, type Call } from '../calls/call.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import { bring } from './bring.ts';

/** The place of the bars in a call, on the screen `from`: nothing is loaded before it is accepted. */
export function qualitySlot(call: Call, name: string, from: EventTarget) {
  if (!isAccepted(call)) return nothing;
  bring('quality', from);
  return html`<tin-quality .call=${call} .name=${name}></tin-quality>`;
}

/** The place of what is known of the quality of a past call, on the screen `from`. */
export function callQualitySlot(call: RecentCall, from: EventTarget) {
  if (!call.quality) return nothing;
  bring('call-quality', from);
  return html`<tin-call-quality .call=${call} .quality=${call.quality}></tin-call-quality>`;
}
