import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Contact } from '../contacts/contact.ts';
import { cleanName } from '../identity/display-name.ts';
import { formatPeerId } from '../identity/peer-id.ts';
import { ToastEvent } from './events.ts';
import { personWords } from './person-words.ts';
import { servicesContext, type Services } from './services.ts';
import { welcomeWords } from './welcome-words.ts';
import { shared } from './styles.ts';

/** Gives a contact a name of one's own; fires `tin-named` when it is saved. */
@customElement('tin-contact-namer')
@localized()
export class ContactNamer extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .field {
        display: flex;
        gap: 8px;
      }
      button {
        flex: none;
        min-block-size: 48px;
      }
    `,
  ];

  @property({ attribute: false }) contact!: Contact;
  /** Whoever was just added is named at once. */
  @property({ attribute: false }) fresh = false;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private wrong = false;
  @query('input') private readonly input!: HTMLInputElement;

  override render() {
    return html`<form novalidate @submit=${this.#submit}>
      <label class="label" for="name">${personWords.contactName}</label>
      <div class="field">
        <input
          id="name"
          type="text"
          autocomplete="off"
          dir="auto"
          .value=${givenName(this.contact)}
          aria-invalid=${this.wrong ? 'true' : nothing}
          aria-describedby=${this.wrong ? 'problem' : nothing}
          @input=${() => (this.wrong = false)}
        />
        <button>${personWords.save}</button>
      </div>
      ${
        this.wrong
          ? html`<p id="problem" class="problem" role="alert">${welcomeWords.nameNeeded}</p>`
          : nothing
      }
    </form>`;
  }

  override firstUpdated(): void {
    if (this.fresh) this.input.select();
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const name = cleanName(this.input.value);
    this.wrong = name === null;
    if (name === null) return this.input.focus();
    await this.services.contacts.rename(this.contact.id, name);
    this.dispatchEvent(new ToastEvent(personWords.contactSaved(name)));
    this.dispatchEvent(new Event('tin-named'));
  }
}

/** An ID is not a name: who has none yet gets an empty field. */
function givenName({ id, name }: Contact): string {
  return name === formatPeerId(id) ? '' : name;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-contact-namer': ContactNamer;
  }
}
