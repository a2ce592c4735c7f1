import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { cleanName } from '../identity/display-name.ts';
import type { Settings } from '../identity/settings.ts';
import { ToastEvent } from './events.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { version } from './version.ts';
import { words } from './words.ts';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

/** What the owner of this phone can choose; every change holds at once. */
@customElement('tin-settings')
export class SettingsPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      section {
        display: grid;
        gap: 12px;
        padding: 20px 16px;
        border-block-end: 1px solid var(--hairline);
      }
      section:last-child {
        border: 0;
      }
      .switch {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        min-block-size: var(--target);
        cursor: pointer;
      }
      .switch + .faint {
        margin-block-start: -12px;
        max-inline-size: 36ch;
      }
      [role='switch'] {
        appearance: none;
        flex: none;
        inline-size: 52px;
        block-size: 32px;
        margin: 0;
        padding: 3px;
        border: 1px solid var(--edge);
        border-radius: var(--round);
        background: var(--sunken);
        cursor: pointer;
        transition: background var(--quick);
      }
      [role='switch']::before {
        content: '';
        display: block;
        inline-size: 24px;
        block-size: 24px;
        border-radius: 50%;
        background: var(--edge);
        transition: margin var(--quick);
      }
      [role='switch']:checked {
        border-color: var(--accent-fill);
        background: var(--accent-fill);
      }
      [role='switch']:checked::before {
        margin-inline-start: 20px;
        background: var(--on-accent);
      }
      @media (forced-colors: active) {
        [role='switch']::before {
          background: ButtonText;
          forced-color-adjust: none;
        }
        [role='switch']:checked {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private wrongName = false;
  @query('#name') private readonly nameInput!: HTMLInputElement;
  @query('select') private readonly themeSelect!: HTMLSelectElement;
  readonly #settings = new StoreController(this, () => this.services.settings.all);

  override render() {
    const { name, theme, strangers, doNotDisturb } = this.#settings.value;
    return html`
      <section>
        <h2>${words.you}</h2>
        <div>
          <label class="label" for="name">${words.yourName}</label>
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
              ? html`<p id="problem" class="problem" role="alert">${words.nameNeeded}</p>`
              : nothing
          }
        </div>
      </section>
      <section>
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
      </section>
      <section>
        <h2>${words.calls}</h2>
        ${this.#renderSwitch('strangers', strangers, words.strangers, words.strangersHint)}
        ${this.#renderSwitch(
          'doNotDisturb',
          doNotDisturb,
          words.doNotDisturb,
          words.doNotDisturbHint,
        )}
      </section>
      <section>
        <h2>${words.about}</h2>
        <p class="faint">${words.aboutText(version)}</p>
      </section>
    `;
  }

  #renderSwitch(key: 'strangers' | 'doNotDisturb', on: boolean, label: string, hint: string) {
    return html`<label class="switch" for=${key}>
        <span>${label}</span>
        <input
          id=${key}
          type="checkbox"
          role="switch"
          .checked=${on}
          aria-describedby="${key}-hint"
          @change=${() => void this.services.settings.change({ [key]: !on })}
        />
      </label>
      <p id="${key}-hint" class="faint">${hint}</p>`;
  }

  async #rename(): Promise<void> {
    const name = cleanName(this.nameInput.value);
    this.wrongName = name === null;
    if (name === null || name === this.#settings.value.name) return;
    await this.services.settings.change({ name });
    this.dispatchEvent(new ToastEvent(words.nameSaved));
  }

  #chooseTheme(): void {
    const theme = themes.find((one) => one === this.themeSelect.value);
    if (theme) void this.services.settings.change({ theme });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings': SettingsPage;
  }
}
