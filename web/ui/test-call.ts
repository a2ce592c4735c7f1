import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { echoPeer } from '../calls/echo-peer.ts';
import { bring } from './bring.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { placeCall } from './place-call.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** Calls the echo in this page, and says what the last such call found out. */
@customElement('tin-test-call')
@localized()
export class TestCallButton extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      button {
        justify-self: start;
      }
      :host([centred]) button {
        justify-self: center;
      }
      :host([centred]) tin-test-findings {
        justify-items: center;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #findings = new StoreController(this, () => this.services.testFindings);

  override willUpdate(): void {
    if (this.#findings.value !== null) bring('test-findings', this);
  }

  override render() {
    return html`<button
        type="button"
        @click=${() => placeCall(this, this.services, echoPeer, 'voice')}
      >
        ${icon(pageIcons.echo)}<span>${words.testCall}</span>
      </button>
      <tin-test-findings></tin-test-findings>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-test-call': TestCallButton;
  }
}
