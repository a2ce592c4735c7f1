import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { cleanName } from '../identity/display-name.ts';
import { ToastEvent } from './events.ts';
import './own-picture.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { StoreController } from './store-controller.ts';
import { welcomeWords } from './welcome-words.ts';
import { preferenceWords } from './preference-words.ts';
import { shared } from './styles.ts';
import { talkWords } from './talk-words.ts';

/** What others see of the owner. */
@customElement('tin-settings-profile')
@localized()
export class SettingsProfile extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  @state() private wrongName = false;
  @query('#name') private readonly nameInput!: HTMLInputElement;

  override render() {
    const { name } = this.#settings.value;
    return html`<section>
      <h2>${talkWords.you}</h2>
      <div>
        <label class="label" for="name">${welcomeWords.yourName}</label>
        <input
          id="name"
          type="text"
          autocomplete="name"
          dir="auto"
          .value=${name ?? ''}
          aria-invalid=${this.wrongName ? 'true' : nothing}
          aria-describedby=${this.wrongName ? 'problem' : nothing}
          @input=${() => (this.wrongName = false)}
          @change=${this.#rename}
        />
        ${
          this.wrongName
            ? html`<p id="problem" class="problem" role="alert">${welcomeWords.nameNeeded}</p>`
            : nothing
        }
      </div>
      <tin-own-picture></tin-own-picture>
    </section>`;
  }

  async #rename(): Promise<void> {
    const name = cleanName(this.nameInput.value);
    this.wrongName = name === null;
    if (name === null || name === this.#settings.value.name) return;
    await this.services.settings.change({ name });
    this.dispatchEvent(new ToastEvent(preferenceWords.nameSaved));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-profile': SettingsProfile;
  }
}
