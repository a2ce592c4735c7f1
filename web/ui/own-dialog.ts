import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './hand-dialog.ts';
import './qr-dialog.ts';
import type { Route } from './route.ts';
import { servicesContext, type Services } from './services.ts';

/** What one shows to somebody: the own code, or that for connecting by hand. Fires `close`. */
@customElement('tin-own-dialog')
@localized()
export class OwnDialog extends LitElement {
  @property({ attribute: false }) which: Route['asked'] = null;
  @property({ attribute: false }) link = '';

  @consume({ context: servicesContext })
  private readonly services!: Services;

  override render() {
    const { ownId, settings } = this.services;
    switch (this.which) {
      case 'qr':
        return html`<tin-qr-dialog
          .link=${this.link}
          .peer=${ownId}
          .name=${settings.all.value.name ?? ''}
          @close=${() => this.#closed('qr')}
        ></tin-qr-dialog>`;
      case 'hand':
        return html`<tin-hand-dialog @close=${() => this.#closed('hand')}></tin-hand-dialog>`;
      default:
        return nothing;
    }
  }

  /** The other one may have taken its place. */
  #closed(which: Route['asked']): void {
    if (which === this.which) this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-own-dialog': OwnDialog;
  }
}
