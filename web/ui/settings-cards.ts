import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { knownOf } from '../contacts/contacts.ts';
import { cardWords } from './card-words.ts';
import { ToastEvent } from './events.ts';
import { numberFormat } from './formatters.ts';
import { saveText } from './save-text.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** More than all address books; pictures in cards are the largest part of them. */
const mostBytes = 50_000_000;

/** The contacts as a file for other address books, and from one. */
@customElement('tin-settings-cards')
@localized()
export class SettingsCards extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 8px;
        margin-block-start: 12px;
      }
      h3 {
        margin: 0;
        font-size: inherit;
        font-weight: 550;
      }
      .both {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private problem = '';
  @query('input') private readonly chooser!: HTMLInputElement;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);

  override render() {
    const nobody = knownOf(this.#contacts.value).length === 0;
    return html`
      <h3>${cardWords.cards}</h3>
      <p class="faint">${cardWords.hint}</p>
      <div class="both">
        <button type="button" ?disabled=${nobody} @click=${this.#export}>
          ${cardWords.exportAll}
        </button>
        <button type="button" @click=${() => this.chooser.click()}>${cardWords.importAll}</button>
        <input type="file" accept=".vcf,text/vcard" hidden @change=${this.#chosen} />
      </div>
      <p class="problem" role="alert" ?hidden=${this.problem === ''}>${this.problem}</p>
    `;
  }

  async #export(): Promise<void> {
    const { contacts, broker } = this.services;
    const { cardsOf } = await import('../contacts/cards.ts');
    const text = cardsOf(knownOf(contacts.all.value), broker);
    async function* all() {
      yield text;
    }
    const named = { name: words.contacts, ending: 'vcf' };
    await saveText(this, this.services, named, all());
  }

  async #chosen(): Promise<void> {
    const file = this.chooser.files?.[0];
    // The same file may be chosen again.
    this.chooser.value = '';
    if (!file) return;
    this.problem = file.size > mostBytes ? cardWords.tooLarge : await this.#import(file);
  }

  /** What went wrong, or nothing. */
  async #import(file: File): Promise<string> {
    const { contacts, ownId, broker, system } = this.services;
    let text: string;
    try {
      text = await file.text();
    } catch {
      return cardWords.notRead;
    }
    const { takeCards } = await import('../contacts/cards.ts');
    try {
      const taken = await takeCards(contacts, text, { id: ownId, host: broker });
      if (taken === null) return cardWords.noCards;
      const { format } = numberFormat(system.language);
      const { added, known, skipped } = taken;
      const said = cardWords.taken(format(added.length), format(known), format(skipped));
      const undo = async () => {
        for (const id of added) await contacts.remove(id);
      };
      this.dispatchEvent(new ToastEvent(said, added.length > 0 ? { undo } : {}));
      return '';
    } catch {
      return cardWords.notKept;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-cards': SettingsCards;
  }
}
