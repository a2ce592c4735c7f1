import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { ringtones } from '../identity/settings.ts';
import { numberFormat } from './formatters.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { settingsWords } from './settings-words.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** How it rings, and how loud. */
@customElement('tin-settings-sound')
@localized()
export class SettingsSound extends LitElement {
  static override readonly styles = [
    shared,
    settingsStyles,
    css`
      input[type='range'] {
        inline-size: 100%;
        block-size: var(--target);
        margin: 0;
        accent-color: var(--accent-fill);
        cursor: pointer;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #settings = new StoreController(this, () => this.services.settings.all);

  @query('#ringtone') private readonly select!: HTMLSelectElement;
  @query('#volume') private readonly range!: HTMLInputElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.services.ringSample.stopSample();
  }

  override render() {
    const { ringtone, volume } = this.#settings.value;
    return html`<section>
      <h2>${settingsWords.sound}</h2>
      <div>
        <label class="label" for="ringtone">${settingsWords.ringtone}</label>
        <select id="ringtone" @change=${this.#choose}>
          ${ringtones.map(
            (one) =>
              html`<option value=${one} .selected=${one === ringtone}>
                ${settingsWords.ringtoneName(one)}
              </option>`,
          )}
        </select>
      </div>
      <div>
        <label class="label" for="volume">${settingsWords.ringVolume}</label>
        <input
          id="volume"
          type="range"
          min="0"
          max="100"
          step="5"
          .value=${String(Math.round(volume * 100))}
          aria-valuetext=${this.#percent(volume)}
          @change=${this.#turn}
        />
      </div>
      <button type="button" @click=${() => this.services.ringSample.startSample()}>
        ${icon(pageIcons.play)}<span>${settingsWords.hearRingtone}</span>
      </button>
    </section>`;
  }

  #percent(share: number): string {
    const { language } = this.services.system;
    return numberFormat(language, { style: 'percent' }).format(share);
  }

  async #choose(): Promise<void> {
    const ringtone = ringtones.find((one) => one === this.select.value);
    if (!ringtone) return;
    const saved = this.services.settings.change({ ringtone });
    this.services.ringSample.startSample();
    await saved;
  }

  async #turn(): Promise<void> {
    const saved = this.services.settings.change({ volume: this.range.valueAsNumber / 100 });
    this.services.ringSample.startSample();
    await saved;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-sound': SettingsSound;
  }
}
