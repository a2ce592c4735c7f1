import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Contact } from '../contacts/contact.ts';
import { searchContacts } from '../contacts/contacts.ts';
import './avatar.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { ToastEvent } from './events.ts';
import { introductionWords } from './introduction-words.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { tell } from './tell.ts';

/** Lets the owner choose whom to introduce a contact to; fires `close` when it was closed. */
@customElement('tin-introduce-dialog')
@localized()
export class IntroduceDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      li button {
        display: flex;
        align-items: center;
        justify-content: start;
        gap: 12px;
        inline-size: 100%;
        min-block-size: 56px;
        text-align: start;
        overflow-wrap: anywhere;
        background: transparent;
      }
      tin-avatar {
        flex: none;
        inline-size: 40px;
      }
      ul {
        max-block-size: 60dvh;
        margin-block-start: 12px;
        overflow-y: auto;
      }
    `,
  ];

  @property({ attribute: false }) contact!: Contact;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private waiting = false;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly frame = new DialogFrame(this);

  override render() {
    const others = searchContacts(
      this.#contacts.value.values(),
      '',
      this.services.system.language,
    ).filter(({ id, blocked }) => id !== this.contact.id && !blocked);
    return this.frame.render(
      introductionWords.title(this.contact.name),
      html`<p class="faint">
          ${others.length === 0 ? introductionWords.nobodyElse : introductionWords.hint}
        </p>
        <p role="status" class=${this.waiting ? '' : 'unseen'}>
          ${this.waiting ? introductionWords.waiting : ''}
        </p>
        <ul role="list">
          ${repeat(
            others,
            ({ id }) => id,
            (other) => this.#renderOther(other),
          )}
        </ul>`,
    );
  }

  #renderOther(other: Contact) {
    return html`<li>
      <button
        type="button"
        class="plain"
        ?disabled=${this.waiting}
        @click=${() => this.#introduce(other)}
      >
        <tin-avatar .peer=${other.id} .name=${other.name} .picture=${other.picture}></tin-avatar>
        <span dir="auto">${other.name}</span>
      </button>
    </li>`;
  }

  async #introduce(other: Contact): Promise<void> {
    this.waiting = true;
    const { company } = this.services;
    await company.open();
    const { contact } = this;
    const told = company.value?.introductions.introduce(contact.id, other.id);
    const outcome = (await told) ?? 'nobody';
    const say = introductionWords[outcome];
    tell(this, new ToastEvent(say(contact.name, other.name)));
    this.frame.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-introduce-dialog': IntroduceDialog;
  }
}
