import { localized } from '@lit/localize';
import { LitElement, css, html, svg } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { encodeQR } from 'qr';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** Shows a link as a QR code; fires `close` when it was closed. Loaded only when asked for. */
@localized()
@customElement('tin-qr-dialog')
export class QrDialog extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dialog {
        inline-size: min(400px, calc(100vw - 32px));
        padding: 24px;
        border: 1px solid var(--hairline);
        border-radius: 20px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.5);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-block: -8px 8px;
      }
      h1 {
        font-size: var(--large);
      }
      /* Readers want dark on light, whatever the theme. */
      .code {
        display: block;
        inline-size: 100%;
        margin-block-end: 16px;
        border-radius: var(--radius);
        background: #fff;
        color: #000;
        forced-color-adjust: none;
      }
    `,
  ];

  @property({ attribute: false }) link = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#clicked}>
      <header>
        <h1 id="title">${words.qrTitle}</h1>
        <button
          type="button"
          class="plain"
          aria-label=${words.close}
          @click=${() => this.dialog.close()}
        >
          ${icon(icons.close)}
        </button>
      </header>
      ${this.#renderCode()}
      <p class="faint">${words.qrHint}</p>
    </dialog>`;
  }

  #renderCode() {
    const rows = encodeQR(this.link, 'raw', { ecc: 'medium', border: 3 });
    const dark = rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')));
    return svg`<svg class="code" role="img" aria-label=${words.qrCode} viewBox="0 0 ${rows.length} ${rows.length}" shape-rendering="crispEdges"><path fill="currentColor" d=${dark.join('')} /></svg>`;
  }

  #closed(): void {
    // A `close` of a dialog stays inside the shadow root.
    this.dispatchEvent(new Event('close'));
  }

  /** A click that hits the dialog itself, and not what is in it, came from its edge or the backdrop. */
  #clicked({ target, clientX, clientY }: MouseEvent): void {
    if (target !== this.dialog) return;
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-qr-dialog': QrDialog;
  }
}
