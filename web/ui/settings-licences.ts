import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Licence } from '../lib/licence.ts';
import { openLate } from './open-late.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsWords } from './settings-words.ts';
import { shared } from './styles.ts';

/** Under which terms one may use this app, and what it is made of. */
@customElement('tin-settings-licences')
@localized()
export class SettingsLicences extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: start;
        gap: 12px;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** The list while it is on the screen. */
  @state() private open: readonly Licence[] | null = null;

  override render() {
    return html`
      <p class="faint">${settingsWords.ownLicence}</p>
      <button type="button" @click=${this.#show}>${settingsWords.licences}</button>
      ${
        this.open === null
          ? nothing
          : html`<tin-licences-dialog
              .licences=${this.open}
              @close=${() => (this.open = null)}
            ></tin-licences-dialog>`
      }
    `;
  }

  #show(): void {
    const load = () => Promise.all([this.services.licences(), import('./licences-dialog.ts')]);
    void openLate(this, this.services, load, ([licences]) => (this.open = licences));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-licences': SettingsLicences;
  }
}
