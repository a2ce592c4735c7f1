import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './device-panel.ts';
import { deviceWords } from './device-words.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { shared } from './styles.ts';

/** The choice of devices in a call; fires `close` when it was closed. Loaded only when asked for. */
@customElement('tin-devices-dialog')
@localized()
export class DevicesDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      dialog {
        padding: 24px;
      }
      header {
        margin-inline-end: 0;
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
  readonly frame = new DialogFrame(this);

  override render() {
    return this.frame.render(
      deviceWords.title,
      html`<tin-device-panel .local=${this.local}></tin-device-panel>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-devices-dialog': DevicesDialog;
  }
}
