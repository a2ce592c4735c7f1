import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { openKeyHelp } from './key-help.ts';
import { keysWords } from './keys-words.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { settingsSwitch } from './settings-switch.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** Whether single keys do something, and what. */
@customElement('tin-settings-keys')
@localized()
export class SettingsKeys extends LitElement {
  static override readonly styles = [
    shared,
    settingsStyles,
    css`
      button {
        justify-self: start;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  override render() {
    const { keys } = this.#settings.value;
    return html`<section>
      <h2>${keysWords.title}</h2>
      ${settingsSwitch(
        'keys',
        keys,
        keysWords.keys,
        keysWords.keysHint,
        (on) => void this.services.settings.change({ keys: on }),
      )}
      <button type="button" @click=${() => openKeyHelp(this, this.services, keys)}>
        ${icon(pageIcons.keyboard)}<span>${keysWords.help}</span>
      </button>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-keys': SettingsKeys;
  }
}
