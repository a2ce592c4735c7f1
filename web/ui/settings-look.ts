import { consume } from '@lit/context';
import { LitElement, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { Settings } from '../identity/settings.ts';
import { servicesContext, type Services } from './services.ts';
import './settings-flash.ts';
import { settingsStyles } from './settings-styles.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

/** How the app looks. */
@customElement('tin-settings-look')
export class SettingsLook extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  @query('#theme') private readonly themeSelect!: HTMLSelectElement;

  override render() {
    const { theme } = this.#settings.value;
    return html`<section>
      <h2>${words.look}</h2>
      <div>
        <label class="label" for="theme">${words.theme}</label>
        <select id="theme" @change=${this.#chooseTheme}>
          ${themes.map(
            (one) =>
              html`<option value=${one} ?selected=${one === theme}>${words.themes[one]}</option>`,
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
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-look': SettingsLook;
  }
}
