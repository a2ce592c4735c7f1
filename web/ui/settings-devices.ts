import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { bring } from './bring.ts';
import { deviceWords } from './device-words.ts';
import { settingsStyles } from './settings-styles.ts';
import { shared } from './styles.ts';

/** Which devices calls use, and whether they work. */
@customElement('tin-settings-devices')
@localized()
export class SettingsDevices extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  /** The settings are on hand from the start, what tries devices is not. */
  override connectedCallback(): void {
    super.connectedCallback();
    bring('device-panel', this);
  }

  override render() {
    return html`<section>
      <h2>${deviceWords.title}</h2>
      <tin-device-panel></tin-device-panel>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-devices': SettingsDevices;
  }
}
