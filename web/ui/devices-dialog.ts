import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import './device-panel.ts';
import { deviceWords } from './device-words.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** The choice of devices in a call; fires `close` when it was closed. Loaded only when asked for. */
@customElement('tin-devices-dialog')
@localized()
export class DevicesDialog extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dialog {
        inline-size: min(440px, calc(100vw - 32px));
        max-block-size: calc(100dvb - 32px);
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
      @media (max-width: 599.98px) {
        dialog {
          inline-size: 100vw;
          max-inline-size: none;
          margin-block-end: 0;
          margin-inline: 0;
          padding-block-end: calc(24px + env(safe-area-inset-bottom));
          border-end-start-radius: 0;
          border-end-end-radius: 0;
        }
      }
    `,
  ];

  /** What the call has open. */
  @property({ attribute: false }) local: MediaStream | null = null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event('close'))}
      @keydown=${(event: Event) => event.stopPropagation()}
      @click=${this.#clicked}
    >
      <header>
        <h1 id="title">${deviceWords.title}</h1>
        <button
          type="button"
          class="plain"
          aria-label=${words.close}
          @click=${() => this.dialog.close()}
        >
          ${icon(icons.close)}
        </button>
      </header>
      <tin-device-panel .local=${this.local}></tin-device-panel>
    </dialog>`;
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
    'tin-devices-dialog': DevicesDialog;
  }
}
