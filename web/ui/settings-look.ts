import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { languages, type Settings } from '../identity/settings.ts';
import { servicesContext, type Services } from './services.ts';
import './settings-flash.ts';
import { settingsStyles } from './settings-styles.ts';
import { StoreController } from './store-controller.ts';
import { preferenceWords } from './preference-words.ts';
import { shared } from './styles.ts';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

/** How the app looks, and the language it speaks. */
@customElement('tin-settings-look')
@localized()
export class SettingsLook extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  @query('#theme') private readonly themeSelect!: HTMLSelectElement;
  @query('#language') private readonly languageSelect!: HTMLSelectElement;

  override render() {
    const { theme, language } = this.#settings.value;
    return html`<section>
      <h2>${preferenceWords.look}</h2>
      <div>
        <label class="label" for="theme">${preferenceWords.theme}</label>
        <select id="theme" @change=${this.#chooseTheme}>
          ${themes.map(
            (one) =>
              html`<option value=${one} .selected=${one === theme}>
                ${preferenceWords.themes[one]}
              </option>`,
          )}
        </select>
      </div>
      <div>
        <label class="label" for="language">${preferenceWords.language}</label>
        <select id="language" @change=${this.#chooseLanguage}>
          <option value="" .selected=${language === null}>${preferenceWords.themes.system}</option>
          ${languages.map(
            (one) =>
              html`<option value=${one} lang=${one} .selected=${one === language}>
                ${preferenceWords.languageName(one)}
              </option>`,
          )}
        </select>
      </div>
      <tin-settings-flash></tin-settings-flash>
    </section>`;
  }

  #chooseTheme(): void {
    const theme = themes.find((one) => one === this.themeSelect.value);
    if (theme) void this.services.settings.change({ theme });
  }

  #chooseLanguage(): void {
    const language = languages.find((one) => one === this.languageSelect.value) ?? null;
    void this.services.settings.change({ language });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-look': SettingsLook;
  }
}
