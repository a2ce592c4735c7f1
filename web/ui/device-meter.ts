import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Trial } from '../calls/devices.ts';
import { deviceWords } from './device-words.ts';
import { shared } from './styles.ts';

/** A bar that moves with the level of a microphone, drawn while it is on the page. */
@customElement('tin-device-meter')
@localized()
export class DeviceMeter extends LitElement {
  static override readonly styles = [
    shared,
    css`
      meter {
        display: block;
        inline-size: 100%;
        block-size: 12px;
        border: 1px solid var(--edge);
        border-radius: var(--round);
        background: var(--sunken);
        overflow: hidden;
      }
      meter::-webkit-meter-bar {
        block-size: 100%;
        border: none;
        background: var(--sunken);
      }
      meter::-webkit-meter-optimum-value {
        background: var(--good-fill);
      }
      meter::-moz-meter-bar {
        background: var(--good-fill);
      }
    `,
  ];

  @property({ attribute: false }) trial!: Trial;
  @query('meter') private readonly bar!: HTMLMeterElement;
  #frame = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#frame = requestAnimationFrame(this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  override render() {
    return html`<meter min="0" max="1" value="0" aria-label=${deviceWords.level}></meter>
      <p class="faint">${deviceWords.speak}</p>`;
  }

  /** Not by a render: nothing but the bar changes, sixty times a second. */
  readonly #draw = (): void => {
    const level = this.trial.level();
    // Falls slower than it rises, as the needles of old did, or nobody could follow it.
    if (this.hasUpdated) this.bar.value = Math.max(level, this.bar.value - 0.02);
    this.#frame = requestAnimationFrame(this.#draw);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-device-meter': DeviceMeter;
  }
}
