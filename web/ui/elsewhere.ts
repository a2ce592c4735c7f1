import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { cans } from './cans.ts';
import { shared } from './styles.ts';
import { welcome } from './welcome-styles.ts';
import { words } from './words.ts';

/** Says that another tab holds the line, and offers to take it. */
@localized()
@customElement('tin-elsewhere')
export class Elsewhere extends LitElement {
  static override readonly styles = [shared, welcome];

  @property({ attribute: false }) take: () => void = () => {};

  override render() {
    return html`<main>
      ${cans}
      <h1>${words.elsewhere}</h1>
      <p class="faint">${words.elsewhereHint}</p>
      <button type="button" class="main" @click=${() => this.take()}>${words.useHere}</button>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-elsewhere': Elsewhere;
  }
}
