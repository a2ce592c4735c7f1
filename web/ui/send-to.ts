import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isLive } from '../calls/call.ts';
import type { Contact } from '../contacts/contact.ts';
import { knownOf } from '../contacts/contacts.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { Parcel } from '../lib/parcel.ts';
import type { Chats } from '../messages/chats.ts';
import './avatar.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { ToastEvent } from './events.ts';
import { FileDesk } from './file-desk.ts';
import { formatBytes } from './format-bytes.ts';
import { messageWords } from './message-words.ts';
import { renderPeople } from './people-list.ts';
import { routeHash } from './route.ts';
import { sendToWords } from './send-to-words.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** Asks to whom goes what another app has shared, and opens that conversation with it. */
@customElement('tin-send-to')
@localized()
export class SendTo extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      .parcel {
        display: grid;
        gap: 8px;
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--accent);
      }
      .cut {
        display: -webkit-box;
        overflow: hidden;
        overflow-wrap: anywhere;
        white-space: pre-line;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
      .search {
        margin-block: 16px 8px;
      }
      ul {
        max-block-size: 50dvh;
        overflow-y: auto;
      }
      li button {
        display: flex;
        justify-content: start;
        gap: 12px;
        inline-size: 100%;
        min-block-size: 56px;
        padding-inline: 8px;
        text-align: start;
        overflow-wrap: anywhere;
        background: transparent;
      }
      tin-avatar {
        flex: none;
        inline-size: 40px;
      }
    `,
  ];

  /** Where it is told what became of it: this is gone by then. */
  @property({ attribute: false }) from!: EventTarget;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** Undefined until it is read. */
  @state() private parcel: Parcel | null | undefined = undefined;
  @state() private text = '';
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly frame = new DialogFrame(this);
  #chosen: PeerId | null = null;

  constructor() {
    super();
    this.addEventListener('close', () => this.#closed());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const { parcel } = this;
    // A dialog that says nothing yet would jump.
    if (parcel === undefined) return nothing;
    return this.frame.render(sendToWords.title, parcel ? this.#renderAll(parcel) : renderNothing());
  }

  #renderAll(parcel: Parcel) {
    const people = knownOf(this.#contacts.value).filter(({ blocked }) => !blocked);
    return html`<div class="parcel">${this.#renderParcel(parcel)}</div>
      ${
        people.length === 0
          ? html`<p class="search">${sendToWords.noContacts}</p>`
          : renderPeople(people, {
              text: this.text,
              language: this.services.system.language,
              label: sendToWords.title,
              row: (contact) => this.#renderContact(contact),
              onText: (text) => (this.text = text),
            })
      }`;
  }

  #renderParcel({ text, files, leftOut }: Parcel) {
    const { language } = this.services.system;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const names = files.map(({ name }) => name).join('\n');
    return html`${text === '' ? nothing : html`<p class="cut" dir="auto">${text}</p>`}
    ${
      files.length === 0
        ? nothing
        : html`<p class="cut" dir="auto">${names}</p>
            <p class="faint">
              ${sendToWords.files(files.length.toLocaleString(language), formatBytes(size, language))}
            </p>`
    }
    ${
      leftOut === 0
        ? nothing
        : html`<p class="problem">${sendToWords.leftOut(leftOut.toLocaleString(language))}</p>`
    }`;
  }

  #renderContact({ id, name, picture }: Contact) {
    return html`<li>
      <button type="button" class="plain" @click=${() => this.#choose(id)}>
        <tin-avatar .peer=${id} .name=${name} .picture=${picture}></tin-avatar>
        <span dir="auto">${name}</span>
      </button>
    </li>`;
  }

  async #read(): Promise<void> {
    try {
      this.parcel = await this.services.parcels.read();
    } catch {
      this.parcel = null;
    }
  }

  #choose(peer: PeerId): void {
    this.#chosen = peer;
    this.frame.close();
  }

  #closed(): void {
    const { services, parcel } = this;
    const peer = this.#chosen;
    if (peer !== null && parcel) {
      services.chats.use((chats) => void this.#give(chats, peer, parcel));
      return;
    }
    // Somebody who calls only makes it wait.
    if ([...services.phone.calls.value.values()].some(isLive)) return;
    void services.parcels.drop();
    services.system.go(routeHash('recents'), { instead: true });
  }

  /** The text is only typed: its sender may have something to add. */
  async #give(chats: Chats, peer: PeerId, { text, files }: Parcel): Promise<void> {
    const { services, from } = this;
    try {
      const typed = chats.all.value.get(peer)?.draft ?? '';
      await chats.draft(peer, [typed, text].filter((part) => part !== '').join('\n'));
    } catch {
      from.dispatchEvent(new ToastEvent(messageWords.notKept));
    }
    new FileDesk(from, () => services).send(
      peer,
      files.map((file) => ({ file, handle: null })),
    );
    services.system.go(routeHash('messages', peer), { instead: true });
    await services.parcels.drop();
  }
}

function renderNothing() {
  return html`<p>${sendToWords.nothing}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-send-to': SendTo;
  }
}
