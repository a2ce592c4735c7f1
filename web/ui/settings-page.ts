import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import './settings-about.ts';
import './settings-keys.ts';
import './settings-devices.ts';
import './settings-app.ts';
import './settings-backup.ts';
import './settings-look.ts';
import './settings-privacy.ts';
import './settings-profile.ts';
import './settings-sound.ts';
import './settings-storage.ts';
import './settings-test-call.ts';
import { shared } from './styles.ts';

/** What the owner of this phone can choose; every change holds at once. */
@customElement('tin-settings')
@localized()
export class SettingsPage extends LitElement {
  static override readonly styles = shared;

  override render() {
    return html`
      <tin-settings-profile></tin-settings-profile>
      <tin-settings-test-call></tin-settings-test-call>
      <tin-settings-sound></tin-settings-sound>
      <tin-settings-devices></tin-settings-devices>
      <tin-settings-look></tin-settings-look>
      <tin-settings-keys></tin-settings-keys>
      <tin-settings-privacy></tin-settings-privacy>
      <tin-settings-backup></tin-settings-backup>
      <tin-settings-storage></tin-settings-storage>
      <tin-settings-app></tin-settings-app>
      <tin-settings-about></tin-settings-about>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings': SettingsPage;
  }
}
