import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RecentCall } from '../calls/recent-call.ts';
import { formatLength, formatTime } from './formats.ts';
import { icon } from './icon.ts';
import { messageWords } from './message-words.ts';
import { recentStyles } from './recent-styles.ts';
import { outcome, recentWords } from './recent-words.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** A call among the messages; fires `tin-call-back` for one that was missed. */
@customElement('tin-call-line')
@localized()
export class CallLine extends LitElement {
  static override readonly styles = [
    shared,
    recentStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        align-items: center;
        gap: 4px 8px;
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) call!: RecentCall;
  @property({ attribute: false }) language = 'en';

  override render() {
    const { startedAt } = this.call;
    const { missed, shapes } = recentWords(this.call, this.language);
    return html`<span class="what ${missed ? 'missed' : ''}"
        >${icon(shapes)}<span>${this.#text(missed)}</span></span
      >
      <time class="faint" datetime=${new Date(startedAt).toISOString()}
        >${formatTime(startedAt, this.language)}</time
      >
      ${
        missed
          ? html`<button
              type="button"
              class="plain"
              @click=${() => this.dispatchEvent(new Event('tin-call-back'))}
            >
              ${messageWords.callBack}
            </button>`
          : nothing
      }`;
  }

  /** With whom is clear here, and the icon tells the direction. */
  #text(missed: boolean): string {
    const { kind, talkedMs } = this.call;
    if (missed) return messageWords.missed(kind);
    const length = talkedMs === null ? outcome(this.call) : formatLength(talkedMs, this.language);
    return `${kind === 'video' ? words.videoCall : words.voiceCall} · ${length}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-call-line': CallLine;
  }
}
