import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** The place of the conversations; there are none yet. */
@customElement('tin-messages')
@localized()
export class MessagesPage extends LitElement {
  static override readonly styles = [shared];

  override render() {
    return html`<div class="empty">
      ${icon(icons.messages)}
      <h2>${words.noMessages}</h2>
      <p class="faint">${words.noMessagesHint}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-messages': MessagesPage;
  }
}
