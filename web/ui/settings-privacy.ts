import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './formats.ts';
import { servicesContext, type Services } from './services.ts';
import './settings-blocked.ts';
import { settingsStyles } from './settings-styles.ts';
import { settingsSwitch } from './settings-switch.ts';
import { settingsWords } from './settings-words.ts';
import { StoreController } from './store-controller.ts';
import { preferenceWords } from './preference-words.ts';
import { shared } from './styles.ts';

/** Who may ring. */
@customElement('tin-settings-privacy')
@localized()
export class SettingsPrivacy extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  readonly #carried = new StoreController(this, () => this.services.carried);

  override render() {
    const { strangers, strangersSilent, doNotDisturb, carries, leaves, receipts } =
      this.#settings.value;
    const { settings } = this.services;
    return html`<section>
      <h2>${preferenceWords.calls}</h2>
      ${settingsSwitch(
        'strangers',
        strangers,
        preferenceWords.strangers,
        preferenceWords.strangersHint,
        (on) => void settings.change({ strangers: on }),
      )}
      ${
        strangers
          ? settingsSwitch(
              'strangersSilent',
              strangersSilent,
              settingsWords.strangersSilent,
              settingsWords.strangersSilentHint,
              (on) => void settings.change({ strangersSilent: on }),
            )
          : nothing
      }
      ${settingsSwitch(
        'doNotDisturb',
        doNotDisturb,
        preferenceWords.doNotDisturb,
        preferenceWords.doNotDisturbHint,
        (on) => void settings.change({ doNotDisturb: on }),
      )}
      ${settingsSwitch(
        'carries',
        carries,
        settingsWords.carries,
        settingsWords.carriesHint,
        (on) => void settings.change({ carries: on }),
      )}
      <p class="faint">${this.#carriedSoFar()}</p>
      ${settingsSwitch(
        'leaves',
        leaves,
        settingsWords.leaves,
        settingsWords.leavesHint,
        (on) => void settings.change({ leaves: on }),
      )}
      ${settingsSwitch(
        'receipts',
        receipts,
        settingsWords.receipts,
        settingsWords.receiptsHint,
        (on) => void settings.change({ receipts: on }),
      )}
      <tin-settings-blocked></tin-settings-blocked>
    </section>`;
  }

  #carriedSoFar(): string {
    const { letters, bytes } = this.#carried.value;
    if (letters === 0) return settingsWords.nothingCarried;
    const { language } = this.services.system;
    return settingsWords.carried(formatNumber(letters, language), formatBytes(bytes, language));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-privacy': SettingsPrivacy;
  }
}
