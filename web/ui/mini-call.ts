import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isLive, type Call } from '../calls/call.ts';
import type { Clock } from '../lib/clock.ts';
import './call-status.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** The call while its screen is left: who, how long, mute, hang up, and the way back. */
@localized()
@customElement('tin-mini-call')
export class MiniCall extends LitElement {
  static override readonly styles = [
    shared,
    css`
      div {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 56px;
        padding: 4px 8px;
        padding-block-start: calc(4px + env(safe-area-inset-top));
        background: var(--good-fill);
        color: var(--on-fill);
      }
      button {
        background: transparent;
      }
      button:hover:not(:disabled) {
        background: rgb(0 0 0 / 0.16);
        filter: none;
      }
      button[aria-pressed] {
        padding: 0;
      }
      button[aria-pressed='true'] {
        background: var(--on-fill);
        color: var(--good-fill);
      }
      .return {
        flex: 1;
        justify-content: flex-start;
        min-inline-size: 0;
        padding-inline: 8px;
      }
      .hang-up {
        padding: 0;
        background: var(--bad-fill);
      }
      .hang-up:hover:not(:disabled) {
        background: var(--bad-fill);
        filter: brightness(0.9);
      }
      :focus-visible {
        outline-color: var(--on-fill);
        outline-offset: -3px;
      }
    `,
  ];

  @property({ attribute: false }) call!: Call;
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) clock!: Clock;

  override render() {
    const { call, name } = this;
    const { muted } = call.mine;
    return html`<div>
      <button
        type="button"
        class="return"
        aria-label=${words.returnTo(name)}
        @click=${() => this.#ask({ kind: 'return' })}
      >
        ${icon(icons.phone)}<span class="clip">${name}</span>
      </button>
      <tin-call-status .call=${call} .clock=${this.clock}></tin-call-status>
      ${
        isLive(call)
          ? html`<button
                type="button"
                aria-label=${words.mute}
                aria-pressed=${muted ? 'true' : 'false'}
                @click=${() => this.#ask({ kind: 'mute', on: !muted })}
              >
                ${icon(muted ? icons.micOff : icons.mic)}
              </button>
              <button
                type="button"
                class="hang-up"
                aria-label=${words.hangUp}
                @click=${() => this.#ask({ kind: 'hang-up' })}
              >
                ${icon(icons.hangUp)}
              </button>`
          : html`<button
              type="button"
              aria-label=${words.close}
              @click=${() => this.#ask({ kind: 'dismiss' })}
            >
              ${icon(icons.close)}
            </button>`
      }
    </div>`;
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-mini-call': MiniCall;
  }
}
