import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isLive, isMuted, type Call } from '../calls/call.ts';
import type { Clock } from '../lib/clock.ts';
import './avatar.ts';
import './call-status.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import type { Who } from './who.ts';
import { talkWords } from './talk-words.ts';
import { words } from './words.ts';

/** The call while its screen is left: who, how long, mute, hang up, and the way back. */
@customElement('tin-mini-call')
@localized()
export class MiniCall extends LitElement {
  static override readonly styles = [
    shared,
    css`
      /* Dark like the screen it stands for. */
      :host {
        color-scheme: dark;
        background: var(--night);
      }
      div {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 64px;
        padding: 8px;
        padding-block-start: calc(8px + env(safe-area-inset-top));
        border-block-end: 1px solid var(--hairline);
        background: var(--surface);
        color: var(--ink);
      }
      .return {
        flex: 1;
        justify-content: flex-start;
        gap: 12px;
        min-inline-size: 0;
        min-block-size: 48px;
        padding-inline: 8px;
        border-radius: var(--radius);
        background: transparent;
      }
      .return:hover:not(:disabled) {
        background: var(--sunken);
        filter: none;
      }
      tin-avatar {
        --avatar: 36px;
      }
      tin-call-status {
        color: var(--accent);
        font-size: var(--small);
        font-weight: 550;
        margin-inline-end: 4px;
      }
      .round {
        inline-size: 48px;
        block-size: 48px;
        padding: 0;
      }
      .round:hover:not(:disabled) {
        filter: brightness(1.2);
      }
      [aria-pressed='true'] {
        background: var(--ink);
        color: var(--paper);
      }
      .hang-up {
        background: var(--bad-fill);
        color: var(--on-fill);
      }
      @media (forced-colors: active) {
        [aria-pressed='true'] {
          border: 4px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: Call;
  @property({ attribute: false }) who!: Who;
  @property({ attribute: false }) clock!: Clock;
  @query('.return') private readonly wayBack!: HTMLElement;
  @query('.round') private readonly closes!: HTMLElement;
  readonly focusKeeper = new FocusKeeper(this, { row: '.round', rest: () => this.closes });

  override focus(options?: FocusOptions): void {
    this.wayBack.focus(options);
  }

  override render() {
    const { call, who } = this;
    const { name } = who;
    const muted = isMuted(call.mine);
    return html`<div>
      <button type="button" class="return" @click=${() => this.#ask({ kind: 'return' })}>
        <tin-avatar
          .peer=${call.peer}
          .name=${name}
          .picture=${who.contact?.picture ?? null}
        ></tin-avatar
        ><span class="unseen">${talkWords.returnTo(name)}</span
        ><span class="clip" dir="auto" aria-hidden="true">${name}</span>
      </button>
      <tin-call-status .call=${call} .clock=${this.clock}></tin-call-status>
      ${
        isLive(call)
          ? html`<button
                type="button"
                class="round"
                aria-label=${talkWords.mute}
                aria-pressed=${muted ? 'true' : 'false'}
                @click=${() => this.#ask({ kind: 'mute', on: !muted })}
              >
                ${icon(muted ? callIcons.micOff : callIcons.mic)}
              </button>
              <button
                type="button"
                class="round hang-up"
                aria-label=${talkWords.hangUp}
                @click=${() => this.#ask({ kind: 'hang-up' })}
              >
                ${icon(callIcons.hangUp)}
              </button>`
          : html`<button
              type="button"
              class="round"
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
