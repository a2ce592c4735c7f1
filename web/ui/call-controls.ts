import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isAccepted, isMuted, type Call } from '../calls/call.ts';
import { echoPeer } from '../calls/echo-peer.ts';
import { screenWords } from './screen-words.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { icon, type IconShapes } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { guard } from './call-screen-styles.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import { talkWords } from './talk-words.ts';
import { words } from './words.ts';

/** The buttons of a live call. */
@customElement('tin-call-controls')
@localized()
export class CallControls extends LitElement {
  static override readonly styles = [
    shared,
    guard,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: center;
        gap: 12px 32px;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        justify-content: center;
        gap: 12px 16px;
      }
      button {
        flex-direction: column;
        gap: 6px;
        min-inline-size: 64px;
        padding: 0;
        border-radius: var(--radius);
        background: transparent;
        font-size: var(--small);
        font-weight: 450;
        line-height: 1.2;
        /* They may stand on a bright picture. */
        text-shadow: 0 0 4px rgb(0 0 0 / 0.9);
      }
      .disc {
        position: relative;
        display: grid;
        place-items: center;
        inline-size: 64px;
        block-size: 64px;
        border: 1px solid transparent;
        border-radius: 50%;
        background: var(--sunken);
        font-size: 1.125rem;
        transition: background var(--quick);
      }
      b {
        position: absolute;
        inset-block-start: -2px;
        inset-inline-end: -2px;
        min-inline-size: 24px;
        padding-inline: 6px;
        border: 1px solid transparent;
        border-radius: var(--round);
        background: var(--accent-fill);
        color: var(--on-accent);
        font-size: 0.75rem;
        line-height: 22px;
        text-shadow: none;
      }
      button:hover:not(:disabled) {
        filter: brightness(1.15);
      }
      [aria-pressed='true'] .disc {
        background: var(--ink);
        color: var(--paper);
      }
      /* It takes the place of what was pressed to get it. */
      .message {
        animation: guard 400ms;
      }
      .hang-up {
        min-inline-size: 72px;
      }
      .hang-up .disc {
        inline-size: 72px;
        block-size: 72px;
        background: var(--bad-fill);
        color: var(--on-fill);
        font-size: 1.375rem;
      }
      /* Rows of three as on every telephone, and hanging up alone below them. */
      @media (max-width: 599.98px) {
        :host {
          flex-direction: column;
          align-items: center;
        }
        .tools {
          max-inline-size: 320px;
          column-gap: 16px;
        }
        .tools button {
          inline-size: 88px;
          /* Three words have to fit beside each other, however large text is. */
          font-size: min(var(--small), 6vw);
          overflow-wrap: anywhere;
        }
      }
      /* Lying down there is room beside each other only. */
      @media (max-height: 479.98px) {
        .disc,
        .hang-up .disc {
          inline-size: 56px;
          block-size: 56px;
        }
      }
      @media (forced-colors: active) {
        [aria-pressed='true'] .disc {
          border: 4px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: Call;
  @property({ attribute: false }) sharesScreen = false;
  /** They are a contact, and something can be written to them beside it. */
  @property({ attribute: false }) isContact = false;
  /** How much of what they wrote nobody has read; empty if none. */
  @property({ attribute: false }) unread = '';
  /** There is a camera that looks the other way. */
  @property({ attribute: false }) flips = false;

  override render() {
    const { mine } = this.call;
    const muted = isMuted(mine);
    const waits = !isAccepted(this.call);
    return html`
      <div class="tools">
        ${this.#renderToggle('mute', muted, muted ? callIcons.micOff : callIcons.mic, talkWords.mute)}
        ${this.#renderToggle(
          'camera',
          mine.camera,
          mine.camera ? icons.video : callIcons.videoOff,
          talkWords.camera,
        )}
        ${
          this.flips && mine.camera && !mine.screen
            ? this.#renderButton('flip', callIcons.flip, screenWords.flipCamera)
            : nothing
        }
        ${this.#renderToggle('hold', mine.held, callIcons.pause, talkWords.hold, waits)}
        ${
          this.sharesScreen
            ? this.#renderToggle(
                'screen',
                mine.screen,
                mine.screen ? callIcons.screenOff : callIcons.screen,
                screenWords.shareScreen,
                waits,
              )
            : nothing
        }
        ${this.#renderButton('devices', callIcons.devices, screenWords.devices)}
        ${this.call.peer === echoPeer ? nothing : this.#renderMessage()}
      </div>
      <button type="button" class="hang-up" @click=${() => this.#ask({ kind: 'hang-up' })}>
        <span class="disc">${icon(callIcons.hangUp)}</span><span>${talkWords.hangUp}</span>
      </button>
    `;
  }

  /** A stranger is added first; the button of that becomes the one to write, and keeps the focus. */
  #renderMessage() {
    const { isContact } = this;
    const unread = isContact ? this.unread : '';
    return html`<button
        type="button"
        class=${isContact ? 'message' : nothing}
        aria-describedby="unread"
        @click=${() => this.#ask({ kind: isContact ? 'message' : 'add' })}
      >
        <span class="disc"
          >${icon(isContact ? icons.messages : icons.userPlus)}${
            unread === '' ? nothing : html`<b aria-hidden="true">${unread}</b>`
          }</span
        ><span>${isContact ? words.message : words.addContact}</span>
      </button>
      <span id="unread" hidden>${unread && words.unreadCount(unread)}</span>`;
  }

  #renderButton(kind: 'flip' | 'devices', shapes: IconShapes, label: string) {
    return html`<button type="button" @click=${() => this.#ask({ kind })}>
      <span class="disc">${icon(shapes)}</span><span>${label}</span>
    </button>`;
  }

  #renderToggle(
    kind: 'mute' | 'camera' | 'hold' | 'screen',
    on: boolean,
    shapes: IconShapes,
    label: string,
    disabled = false,
  ) {
    return html`<button
      type="button"
      aria-pressed=${on ? 'true' : 'false'}
      ?disabled=${disabled}
      @click=${() => this.#ask({ kind, on: !on })}
    >
      <span class="disc">${icon(shapes)}</span><span>${label}</span>
    </button>`;
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-call-controls': CallControls;
  }
}
