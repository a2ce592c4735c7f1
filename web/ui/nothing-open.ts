import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { cans } from './cans.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** What the third pane shows while nobody is open in it. */
@customElement('tin-nothing-open')
@localized()
export class NothingOpen extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        place-content: center;
      }
      .cans {
        inline-size: 160px;
        color: var(--accent);
      }
    `,
  ];

  override render() {
    return html`<div class="empty">
      ${cans}
      <p>${words.nothingOpen}</p>
      <p class="faint">${words.nothingOpenHint}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-nothing-open': NothingOpen;
  }
}
