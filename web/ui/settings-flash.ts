import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css } from 'lit';
import { customElement } from 'lit/decorators.js';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { settingsSwitch } from './settings-switch.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { systemWords } from './system-words.ts';

/** Whether one sees that it rings. */
@customElement('tin-settings-flash')
@localized()
export class SettingsFlash extends LitElement {
  static override readonly styles = [
    shared,
    settingsStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  override render() {
    const turn = (flash: boolean) => void this.services.settings.change({ flash });
    const { flash } = this.#settings.value;
    return settingsSwitch('flash', flash, systemWords.flash, systemWords.flashHint, turn);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-flash': SettingsFlash;
  }
}
