import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CallKind } from '../calls/call.ts';
import type { Contact } from '../contacts/contact.ts';
import { knownOf } from '../contacts/contacts.ts';
import type { PeerId } from '../identity/peer-id.ts';
import './avatar.ts';
import { icon, type IconShapes } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import * as icons from './icons.ts';
import { renderPeople } from './people-list.ts';
import { placeCall } from './place-call.ts';
import { routeHash } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { personWords } from './person-words.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** The people of this phone, favourites first. */
@customElement('tin-contacts')
@localized()
export class ContactsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .search {
        margin: 12px 16px 4px;
      }
      .name {
        min-inline-size: 0;
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      .star {
        display: flex;
        color: var(--accent);
      }
      .star .icon {
        inline-size: 18px;
        block-size: 18px;
        fill: currentColor;
      }
      .blocked .name {
        color: var(--faint);
      }
    `,
  ];

  /** Whose page is open beside the list. */
  @property({ attribute: false }) open: PeerId | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private text = '';
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);

  override render() {
    const all = knownOf(this.#contacts.value);
    if (all.length === 0) return renderNone();
    return renderPeople(all, {
      text: this.text,
      language: this.services.system.language,
      label: words.contacts,
      row: (contact) => this.#renderContact(contact),
      onText: (text) => (this.text = text),
    });
  }

  #renderContact(contact: Contact) {
    return html`<li class="row ${contact.blocked ? 'blocked' : ''}">
      <a
        href="#${routeHash('contacts', contact.id)}"
        aria-current=${contact.id === this.open ? 'true' : nothing}
      >
        <tin-avatar
          .peer=${contact.id}
          .name=${contact.name}
          .picture=${contact.picture}
        ></tin-avatar>
        <span class="name" dir="auto">${contact.name}</span>
        ${
          contact.favourite
            ? html`<span class="star">
                ${icon(pageIcons.star)}<span class="unseen">${personWords.favourite}</span>
              </span>`
            : nothing
        }
        ${contact.blocked ? html`<span class="faint">${personWords.blocked}</span>` : nothing}
      </a>
      <button
        type="button"
        class="plain"
        aria-label=${words.message}
        title=${words.message}
        @click=${() => this.services.system.go(routeHash('messages', contact.id))}
      >
        ${icon(icons.messages)}
      </button>
      ${this.#renderButton(contact, 'voice', icons.phone, words.voiceCall)}
      ${this.#renderButton(contact, 'video', icons.video, words.videoCall)}
    </li>`;
  }

  #renderButton({ id }: Contact, kind: CallKind, shapes: IconShapes, label: string) {
    return html`<button
      type="button"
      class="plain"
      aria-label=${label}
      title=${label}
      @click=${() => placeCall(this, this.services, id, kind)}
    >
      ${icon(shapes)}
    </button>`;
  }
}

function renderNone() {
  return html`<div class="empty">
    ${icon(icons.users)}
    <h2>${personWords.noContacts}</h2>
    <p class="faint">${personWords.noContactsHint}</p>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-contacts': ContactsPage;
  }
}
