import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { messageWords } from './message-words.ts';
import { shared } from './styles.ts';

/** The place of the conversations; there are none yet. */
@customElement('tin-messages')
@localized()
export class MessagesPage extends LitElement {
  static override readonly styles = [shared];

  override render() {
    return html`<div class="empty">
      ${icon(icons.messages)}
      <h2>${messageWords.none}</h2>
      <p class="faint">${messageWords.hint}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-messages': MessagesPage;
  }
}
