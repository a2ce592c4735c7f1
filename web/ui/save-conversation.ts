import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Chats } from '../messages/chats.ts';
import { cardWords } from './card-words.ts';
import { conversationLines } from './conversation-lines.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { saveText } from './save-text.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import type { Who } from './who.ts';

/** Saves what was written with somebody as a text, with the calls between, if there is any. */
@customElement('tin-save-conversation')
@localized()
export class SaveConversation extends LitElement {
  static override readonly styles = [
    shared,
    css`
      button {
        margin-block-start: 12px;
      }
    `,
  ];

  @property({ attribute: false }) who!: Who;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #conversations = new StoreController(this, () => this.services.conversations);

  override render() {
    if (!this.#conversations.value.get(this.who.id)?.last) return nothing;
    return html`<button type="button" @click=${() => this.services.chats.use(this.#save)}>
      ${icon(pageIcons.download)}<span>${cardWords.saveAsText}</span>
    </button>`;
  }

  readonly #save = (chats: Chats): void => {
    const { who } = this;
    const { clock, system, log } = this.services;
    const said = { pages: chats.pages(who.id), calls: log.recents.value };
    const lines = conversationLines(who, said, clock.now(), system.language);
    const named = { name: who.name, ending: 'txt' };
    void saveText(this, this.services, named, lines);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-save-conversation': SaveConversation;
  }
}
