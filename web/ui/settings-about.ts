import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import './settings-licences.ts';
import { settingsStyles } from './settings-styles.ts';
import { preferenceWords } from './preference-words.ts';
import { shared } from './styles.ts';
import { version } from './version.ts';

/** What this app is, and whom one trusts with it. */
@customElement('tin-settings-about')
@localized()
export class SettingsAbout extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  override render() {
    return html`<section>
      <h2>${preferenceWords.about}</h2>
      <p class="faint">${preferenceWords.aboutText(version)}</p>
      <tin-settings-licences></tin-settings-licences>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-about': SettingsAbout;
  }
}
