import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Call } from '../calls/call.ts';
import { formatAddress } from '../identity/dial-text.ts';
import './avatar.ts';
import { CallVerbEvent, type CallVerb } from './events.ts';
import { FocusGuest } from './focus-guest.ts';
import { flashStyles } from './flash-styles.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import * as icons from './icons.ts';
import { shared } from './styles.ts';
import type { Who } from './who.ts';
import { talkWords } from './talk-words.ts';

/** Where there is little height, or little should be taken. */
const low = css`
  gap: 12px;
  padding-block: 16px;
`;
const lowAvatar = css`
  --avatar: 56px;
  margin-block: 4px;
`;

/**
 * Somebody rings: the whole screen of a phone, elsewhere, or set `aside`, a card that leaves the
 * rest usable.
 */
@customElement('tin-incoming-call')
@localized()
export class IncomingCall extends LitElement {
  static override readonly styles = [
    shared,
    flashStyles,
    css`
      section {
        color-scheme: dark;
        display: grid;
        gap: 24px;
        inline-size: 100%;
        max-block-size: calc(100dvh - 48px);
        padding: 24px;
        overflow-y: auto;
        border: 1px solid var(--hairline);
        border-radius: 20px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      /* Only a place to start reading from, not a control. */
      section:focus {
        outline: none;
      }
      .who {
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 4px;
        text-align: center;
        overflow-wrap: anywhere;
      }
      tin-avatar {
        --avatar: 88px;
        margin-block: 12px;
      }
      h1 {
        font-size: var(--huge);
        line-height: 1.2;
      }
      .actions {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        align-items: start;
        gap: 8px;
      }
      .actions button {
        flex-direction: column;
        gap: 8px;
        padding: 0;
        border-radius: var(--radius);
        background: transparent;
        /* The longest word has to fit into a third of the narrowest screen, however large text is. */
        font-size: min(var(--small), 5vw);
        font-weight: 450;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      .actions .reply {
        flex-direction: row;
        grid-column: 1 / -1;
        justify-self: center;
        margin-block-end: 16px;
        padding-inline: 20px;
        border-radius: var(--round);
        background: var(--sunken);
      }
      .actions button:hover {
        filter: brightness(1.15);
      }
      .disc {
        display: grid;
        place-items: center;
        inline-size: var(--call-target);
        block-size: var(--call-target);
        border: 1px solid transparent;
        border-radius: 50%;
        color: var(--on-fill);
        font-size: 1.25rem;
      }
      .decline .disc {
        background: var(--bad-fill);
      }
      .answer .disc {
        background: var(--good-fill);
      }
      @media (max-width: 599.98px) {
        :host(:not([aside])) section {
          grid-template-rows: 1fr auto;
          block-size: 100%;
          max-block-size: none;
          padding-block: calc(24px + env(safe-area-inset-top))
            calc(40px + env(safe-area-inset-bottom));
          border: 0;
          border-radius: 0;
          background:
            radial-gradient(circle at 50% 32%, var(--glow), transparent 80vmin), var(--night);
        }
        /* Whoever rings stands where the eye is, the buttons where the thumb is. */
        :host(:not([aside])) .who {
          align-content: start;
          padding-block-start: min(14vh, 120px);
        }
        :host(:not([aside])) tin-avatar {
          --avatar: 128px;
        }
        :host(:not([aside])) .disc {
          inline-size: 72px;
          block-size: 72px;
        }
      }
      @media (max-height: 479.98px) {
        :host(:not([aside])) section {
          ${low}
        }
        :host(:not([aside])) tin-avatar {
          ${lowAvatar}
        }
        /* Where not all of it has room, what answers has. */
        :host(:not([aside])) .actions .reply {
          order: 1;
          margin-block-end: 0;
        }
      }
      :host([aside]) section {
        ${low}
      }
      :host([aside]) tin-avatar {
        ${lowAvatar}
      }
      @media (prefers-reduced-motion: no-preference) {
        tin-avatar {
          animation: ring 1.6s steps(12, end) infinite;
        }
      }
      @keyframes ring {
        from {
          box-shadow: 0 0 0 0 rgb(230 149 92 / 0.5);
        }
        to {
          box-shadow: 0 0 0 20px rgb(230 149 92 / 0);
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: Call;
  @property({ attribute: false }) who!: Who;
  /** Whether it flashes, for who doesn't hear it. */
  @property({ attribute: false }) flash = false;
  @query('section') private readonly card!: HTMLElement;

  readonly focusGuest = new FocusGuest(this, () => this.card);

  override render() {
    const { call, who } = this;
    return html`<section
      class=${this.flash ? 'flash' : ''}
      role="alertdialog"
      aria-label=${talkWords.incomingCall}
      aria-describedby="who"
      tabindex="-1"
    >
      <div id="who" class="who">
        <p class="faint">${talkWords.incomingKind(call.kind)}</p>
        <tin-avatar
          .peer=${call.peer}
          .name=${who.name}
          .picture=${who.contact?.picture ?? null}
        ></tin-avatar>
        ${who.contact === null ? this.#renderStranger() : html`<h1 dir="auto">${who.name}</h1>`}
      </div>
      <div class="actions">
        ${
          // Only a contact can be written to.
          who.contact === null
            ? nothing
            : html`<button type="button" class="reply" @click=${() => this.#ask({ kind: 'reply' })}>
                ${icon(icons.messages)}<span>${talkWords.reply}</span>
              </button>`
        }
        ${this.#renderButton('decline', talkWords.decline, callIcons.hangUp, { kind: 'decline' })}
        ${this.#renderButton('answer', talkWords.answerVideo, icons.video, {
          kind: 'answer',
          as: 'video',
        })}
        ${this.#renderButton('answer', talkWords.answer, icons.phone, { kind: 'answer', as: 'voice' })}
      </div>
    </section>`;
  }

  #renderStranger() {
    const { claimedName, peer } = this.call;
    return html`
      <h1>${talkWords.unknownCaller}</h1>
      ${claimedName === null ? nothing : html`<p>${talkWords.claims(claimedName)}</p>`}
      <p class="faint"><bdi dir="ltr">${formatAddress(peer, this.call.home)}</bdi></p>
    `;
  }

  #renderButton(style: string, label: string, shapes: Parameters<typeof icon>[0], verb: CallVerb) {
    return html`<button type="button" class=${style} @click=${() => this.#ask(verb)}>
      <span class="disc">${icon(shapes)}</span><span>${label}</span>
    </button>`;
  }

  #ask(verb: CallVerb): void {
    this.dispatchEvent(new CallVerbEvent(verb));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-incoming-call': IncomingCall;
  }
}
