import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { lineWords } from './line-words.ts';
import { cans } from './cans.ts';
import { welcomeWords } from './welcome-words.ts';
import { shared } from './styles.ts';
import { welcome } from './welcome-styles.ts';

/** Says that another tab holds the line, and offers to take it. */
@customElement('tin-elsewhere')
@localized()
export class Elsewhere extends LitElement {
  static override readonly styles = [shared, welcome];

  @property({ attribute: false }) take: () => void = () => {};

  override render() {
    return html`<main>
      ${cans}
      <h1>${welcomeWords.elsewhere}</h1>
      <p class="faint">${welcomeWords.elsewhereHint}</p>
      <button type="button" class="main" @click=${() => this.take()}>${lineWords.useHere}</button>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-elsewhere': Elsewhere;
  }
}
