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
      /* Others look for it also while nobody is in it, and what has no size counts as hidden. */
      ul {
        min-block-size: 1px;
      }
      .search {
        margin: 12px 16px 4px;
      }
      /* A name of some words has room, if need be above what is done with it. */
      .row {
        flex-wrap: wrap;
        justify-content: flex-end;
      }
      .row > a {
        flex: 1 1 9em;
      }
      .text {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .name {
        font-weight: 550;
      }
      .text .faint {
        display: block;
      }
      .star {
        display: inline-flex;
        margin-inline-start: 8px;
        vertical-align: -2px;
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
    if (all.length === 0) {
      return html`<ul role="list" aria-label=${words.contacts}></ul>
        ${renderNone()}`;
    }
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
        <span class="text">
          <span id=${nameOf(contact)} class="name" dir="auto">${contact.name}</span>
          ${
            contact.favourite
              ? html`<span class="star">
                  ${icon(pageIcons.star)}<span class="unseen">${personWords.favourite}</span>
                </span>`
              : nothing
          }
          ${contact.blocked ? html`<span class="faint">${personWords.blocked}</span>` : nothing}
        </span>
      </a>
      <button
        type="button"
        class="plain"
        aria-label=${words.message}
        aria-describedby=${nameOf(contact)}
        title=${words.message}
        @click=${() => this.services.system.go(routeHash('messages', contact.id))}
      >
        ${icon(icons.messages)}
      </button>
      ${this.#renderButton(contact, 'voice', icons.phone, words.voiceCall)}
      ${this.#renderButton(contact, 'video', icons.video, words.videoCall)}
    </li>`;
  }

  #renderButton(contact: Contact, kind: CallKind, shapes: IconShapes, label: string) {
    return html`<button
      type="button"
      class="plain"
      aria-label=${label}
      aria-describedby=${nameOf(contact)}
      title=${label}
      @click=${() => placeCall(this, this.services, contact.id, kind)}
    >
      ${icon(shapes)}
    </button>`;
  }
}

/** What says whom a button of a row is about. */
function nameOf({ id }: Contact): string {
  return `name-${id}`;
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
