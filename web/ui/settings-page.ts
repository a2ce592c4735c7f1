import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import './settings-about.ts';
import './settings-app.ts';
import './settings-look.ts';
import './settings-privacy.ts';
import './settings-profile.ts';
import { shared } from './styles.ts';

/** What the owner of this phone can choose; every change holds at once. */
@customElement('tin-settings')
export class SettingsPage extends LitElement {
  static override readonly styles = shared;

  override render() {
    return html`
      <tin-settings-profile></tin-settings-profile>
      <tin-settings-look></tin-settings-look>
      <tin-settings-privacy></tin-settings-privacy>
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
