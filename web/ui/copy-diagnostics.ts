import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { diagnostics, type DiagnosticsOf } from '../calls/diagnostics.ts';
import type { QualitySummary } from '../calls/quality-summary-schema.ts';
import type { Surroundings } from '../calls/quality.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { qualityFiguresWords } from './quality-figures-words.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { version } from './version.ts';

/** Puts a report of a call on the clipboard and says so. */
@customElement('tin-copy-diagnostics')
@localized()
export class CopyDiagnostics extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 8px;
        justify-items: start;
      }
    `,
  ];

  @property({ attribute: false }) call!: DiagnosticsOf['call'];
  /** Null while there is nothing to report. */
  @property({ attribute: false }) quality: QualitySummary | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private done: 'copied' | 'refused' | null = null;
  /** Asked for early: Safari lets a page copy only shortly after a click. */
  #surroundings: Promise<Surroundings> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#surroundings = this.services.quality.surroundings();
  }

  override render() {
    return html`<button type="button" ?disabled=${this.quality === null} @click=${this.#copy}>
        ${icon(pageIcons.copy)}<span>${qualityFiguresWords.copyDiagnostics}</span>
      </button>
      <p class="faint" role="status">${this.#told()}</p>`;
  }

  #told(): string {
    if (this.done === null) return qualityFiguresWords.copyHint;
    return this.done === 'copied' ? qualityFiguresWords.copied : qualityFiguresWords.copyRefused;
  }

  async #copy(): Promise<void> {
    const { call, quality } = this;
    if (!quality || !this.#surroundings) return;
    const surroundings = await this.#surroundings;
    const text = diagnostics({ version, surroundings, call, quality });
    this.done = (await this.services.system.copy(text)) ? 'copied' : 'refused';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-copy-diagnostics': CopyDiagnostics;
  }
}
