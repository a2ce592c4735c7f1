import { localized } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Meter, Meters } from '../calls/meters.ts';
import type { Clock } from '../lib/clock.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { lookWords } from './look-words.ts';
import { shared } from './styles.ts';

const listenMs = 120;
/** Above this one speaks; what is left of the other side's voice in the microphone is softer. */
const speaks = 0.4;
/** So often in a row, or it was a cough. */
const enough = 3;
const staysMs = 4_000;

/** Says “You are muted” to whoever speaks while muted. It listens as long as it has a stream and is seen. */
@customElement('tin-muted-hint')
@localized()
export class MutedHint extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        position: relative;
        justify-self: center;
      }
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 16px;
        border: 1px solid transparent;
        border-radius: var(--round);
        background: var(--ink);
        color: var(--paper);
        font-size: var(--small);
        font-weight: 550;
      }
    `,
  ];

  /** One's own muted microphone; null while it is heard. */
  @property({ attribute: false }) microphone: MediaStream | null = null;
  @property({ attribute: false }) meters!: Meters;
  @property({ attribute: false }) clock!: Clock;

  @state() private told = false;
  #meter: Meter | null = null;
  #heard = 0;
  #stopListening: (() => void) | null = null;
  #stopTelling: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#reopen);
    this.#close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#reopen);
    if (this.hasUpdated) this.#open();
  }

  readonly #reopen = (): void => this.#open();

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('microphone')) this.#open();
  }

  override render() {
    return html`<div role="status">
      ${this.told ? html`<p>${icon(callIcons.micOff)}<span>${lookWords.youAreMuted}</span></p>` : nothing}
    </div>`;
  }

  #open(): void {
    this.#close();
    const { microphone } = this;
    if (document.visibilityState === 'hidden') return;
    if (microphone === null || microphone.getAudioTracks().length === 0) return;
    this.#meter = this.meters.openMuted(microphone);
    this.#listen();
  }

  #close(): void {
    this.#meter?.close();
    this.#meter = null;
    this.#stopListening?.();
    this.#stopTelling?.();
    this.#heard = 0;
    this.told = false;
  }

  #listen(): void {
    const level = this.#meter?.level() ?? 0;
    this.#heard = level > speaks ? this.#heard + 1 : 0;
    if (this.#heard >= enough) this.#tell();
    this.#stopListening = this.clock.after(listenMs, () => this.#listen());
  }

  #tell(): void {
    this.told = true;
    this.#stopTelling?.();
    this.#stopTelling = this.clock.after(staysMs, () => (this.told = false));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-muted-hint': MutedHint;
  }
}
