import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import './settings-licences.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { settingsWords } from './settings-words.ts';
import { preferenceWords } from './preference-words.ts';
import { shared } from './styles.ts';
import { version } from './version.ts';

/** What this app is, whom one trusts with it, and who introduces this phone. */
@customElement('tin-settings-about')
@localized()
export class SettingsAbout extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  override render() {
    return html`<section>
      <h2>${preferenceWords.about}</h2>
      <p class="faint">${preferenceWords.aboutText(version)}</p>
      <div>
        <label class="label" for="broker">${settingsWords.broker}</label>
        <input
          id="broker"
          type="text"
          dir="ltr"
          readonly
          aria-describedby="broker-hint"
          .value=${this.services.broker}
        />
        <p id="broker-hint" class="faint">${settingsWords.brokerHint}</p>
      </div>
      <tin-settings-licences></tin-settings-licences>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-about': SettingsAbout;
  }
}
