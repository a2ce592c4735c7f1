import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { personWords } from './person-words.ts';
import type { Contact } from '../contacts/contact.ts';
import './avatar.ts';
import { ToastEvent } from './events.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsWords } from './settings-words.ts';
import { shownName } from './shown-name.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** Who is blocked, and the way back. */
@customElement('tin-settings-blocked')
@localized()
export class SettingsBlocked extends LitElement {
  static override readonly styles = [
    shared,
    css`
      h3 {
        margin: 0;
        padding-block-start: 8px;
        font-size: var(--small);
        font-weight: 550;
      }
      li {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 56px;
      }
      .name {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('h3') private readonly heading!: HTMLElement;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly focusKeeper = new FocusKeeper(this, { row: 'li', rest: () => this.heading });

  override render() {
    const { language } = this.services.system;
    const { compare } = new Intl.Collator(language, { numeric: true });
    const blocked = [...this.#contacts.value.values()]
      .filter((contact) => contact.blocked)
      .sort((a, b) => compare(a.name, b.name));
    return html`<h3 id="title" tabindex="-1">${settingsWords.blocked}</h3>
      ${
        blocked.length === 0
          ? html`<p class="faint">${settingsWords.nobodyBlocked}</p>`
          : html`<ul role="list" aria-labelledby="title">
              ${repeat(
                blocked,
                ({ id }) => id,
                (contact) => this.#renderOne(contact),
              )}
            </ul>`
      }`;
  }

  #renderOne(contact: Contact) {
    const { id, name, picture } = contact;
    return html`<li>
      <tin-avatar .peer=${id} .name=${name} .picture=${picture}></tin-avatar>
      <span class="name" dir="auto">${shownName({ id, name, contact })}</span>
      <button type="button" @click=${() => this.#unblock(contact)}>${personWords.unblock}</button>
    </li>`;
  }

  async #unblock({ id, name }: Contact): Promise<void> {
    const { contacts } = this.services;
    await contacts.block(id, false);
    this.dispatchEvent(
      new ToastEvent(settingsWords.unblocked(name), { undo: () => contacts.block(id, true, name) }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-blocked': SettingsBlocked;
  }
}
