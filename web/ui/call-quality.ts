import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gradeOf } from '../calls/quality-grade.ts';
import type { QualitySummary } from '../calls/quality-summary-schema.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import { ToastEvent } from './events.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { qualityBars, qualityBarsStyles } from './quality-bars.ts';
import { qualityWords } from './quality-words.ts';
import { shared } from './styles.ts';

/** How the connection of a past call was; the chart is loaded when it is opened. */
@customElement('tin-call-quality')
@localized()
export class CallQuality extends LitElement {
  static override readonly styles = [
    shared,
    qualityBarsStyles,
    css`
      summary {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        min-block-size: var(--target);
        color: var(--faint);
        font-size: var(--small);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary > .icon {
        inline-size: 16px;
        block-size: 16px;
        transition: rotate var(--quick);
      }
      [open] > summary > .icon {
        rotate: 180deg;
      }
    `,
  ];

  @property({ attribute: false }) call!: RecentCall;
  @property({ attribute: false }) quality!: QualitySummary;

  @state() private loaded = false;

  override render() {
    const { mine, theirs } = this.quality.averages;
    const score = mine === null || theirs === null ? (mine ?? theirs) : Math.min(mine, theirs);
    const grade = gradeOf({ score, audio: null, video: null });
    const text =
      grade === null ? qualityWords.title : qualityWords.badge(qualityWords.grade(grade));
    return html`<details @toggle=${this.#toggled}>
      <summary>${qualityBars(grade)}<span>${text}</span>${icon(callIcons.chevronDown)}</summary>
      ${
        this.loaded
          ? html`<tin-quality-chart
              .call=${this.call}
              .quality=${this.quality}
            ></tin-quality-chart>`
          : nothing
      }
    </details>`;
  }

  async #toggled(): Promise<void> {
    if (this.loaded) return;
    try {
      await import('./quality-chart.ts');
      this.loaded = true;
    } catch {
      this.dispatchEvent(new ToastEvent(qualityWords.notLoaded));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-call-quality': CallQuality;
  }
}
