import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Call } from '../calls/call.ts';
import type { Clock } from '../lib/clock.ts';
import { callStatusText } from './call-status-text.ts';
import { WakeUp } from './wake-up.ts';
import { talkWords } from './talk-words.ts';

/** Where a call stands, or for how long one has been talking; only this part renders each second. */
@customElement('tin-call-status')
@localized()
export class CallStatus extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-block;
      font-variant-numeric: tabular-nums;
    }
  `;

  @property({ attribute: false }) call!: Call;
  @property({ attribute: false }) clock!: Clock;

  readonly tick = new WakeUp(
    this,
    () => this.clock,
    () => untilNextSecond(this.call, this.clock.now()),
  );

  override render() {
    const text = callStatusText(this.call, this.clock.now());
    const direction = this.call.phase.kind === 'talking' ? 'ltr' : nothing;
    // The words alone inside, no blanks: others read this text to the letter.
    return html`<div
      role="timer"
      aria-live="off"
      aria-label=${talkWords.callStatus}
      dir=${direction}
      .textContent=${text}
    ></div>`;
  }
}

/** Milliseconds until the text of a call's status changes by time; null while it does not. */
export function untilNextSecond(call: Call, now: number): number | null {
  if (call.phase.kind !== 'talking') return null;
  const into = (now - call.phase.since) % 1000;
  return into < 0 ? -into : 1000 - into;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-call-status': CallStatus;
  }
}
