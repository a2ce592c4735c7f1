import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Trouble } from '../lib/trouble.ts';
import { cutCans } from './cans.ts';
import { welcomeWords } from './welcome-words.ts';
import './line-trouble.ts';
import { shared } from './styles.ts';
import { welcome } from './welcome-styles.ts';

/** Says why the phone can't open, and what to do about it. */
@customElement('tin-trouble')
@localized()
export class TroubleScreen extends LitElement {
  static override readonly styles = [shared, welcome];

  @property({ attribute: false }) problem: Trouble = 'unknown';
  @property({ attribute: false }) retry: () => void = () => {};

  override render() {
    const { title, text } = welcomeWords.trouble(this.problem);
    return html`<main>
      ${cutCans}
      <div role="alert">
        <h1>${title}</h1>
        <p class="faint">${text}</p>
      </div>
      <button type="button" class="main" @click=${() => this.retry()}>
        ${welcomeWords.tryAgain}
      </button>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-trouble': TroubleScreen;
  }
}
