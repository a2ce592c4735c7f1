import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { settingsStyles } from './settings-styles.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';
import './test-call.ts';
import { testWords } from './test-words.ts';

/** A way to try microphone, loudspeaker and camera alone. */
@customElement('tin-settings-test-call')
@localized()
export class SettingsTestCall extends LitElement {
  static override readonly styles = [shared, settingsStyles];

  override render() {
    return html`<section>
      <h2>${words.testCall}</h2>
      <p class="faint">${testWords.hint}</p>
      <tin-test-call></tin-test-call>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-test-call': SettingsTestCall;
  }
}
