import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Progress } from '../messages/conversation.ts';
import type { Message } from '../messages/message.ts';
import { formatTime } from './formats.ts';
import { gistOf } from './gist.ts';
import { icon } from './icon.ts';
import * as messageIcons from './message-icons.ts';
import { isEmojiAlone, messageText } from './message-text.ts';
import { messageWords } from './message-words.ts';
import { routeHash } from './route.ts';
import { shared } from './styles.ts';
import { talkWords } from './talk-words.ts';

/**
 * One message as it is read; fires `tin-more` when more is to be done with it, and `tin-quote` when what it
 * answers is to be seen.
 */
@customElement('tin-message-bubble')
@localized()
export class MessageBubble extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: flex;
        align-items: center;
        max-inline-size: min(100%, 620px);
      }
      :host([mine]) {
        flex-direction: row-reverse;
      }
      .bubble {
        min-inline-size: 0;
        padding: 6px 12px;
        border-radius: 16px;
        background: var(--sunken);
      }
      :host([mine]) .bubble {
        background: var(--accent-wash);
      }
      .large {
        background: none !important;
        padding-inline: 4px;
      }
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .large .text {
        font-size: 2.5rem;
        line-height: 1.2;
      }
      .gone {
        color: var(--faint);
        font-style: italic;
      }
      a {
        color: var(--accent);
      }
      .quote {
        display: block;
        margin-block-end: 4px;
        padding-inline-start: 8px;
        border-inline-start: 3px solid var(--accent);
        color: var(--faint);
        font-size: var(--small);
      }
      .quote .clip {
        display: block;
      }
      a.quote {
        min-block-size: var(--target);
        align-content: center;
        text-decoration: none;
      }
      a.quote:hover {
        color: inherit;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        align-items: center;
        gap: 4px;
        color: var(--faint);
        font-size: 0.75rem;
      }
      .foot .icon {
        inline-size: 16px;
        block-size: 16px;
      }
      .foot .read {
        color: var(--accent);
      }
      .reactions {
        margin-inline-end: auto;
        font-size: 1rem;
      }
      .more {
        flex: none;
        color: var(--faint);
      }
      @media (hover: hover) {
        :host(:not(:hover)) .more:not(:focus-visible) {
          opacity: 0;
        }
      }
      @media (forced-colors: active) {
        .bubble {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) message!: Message;
  /** The name of the other side. */
  @property({ attribute: false }) name = '';
  /** The message to which this one answers, if it is known here. */
  @property({ attribute: false }) replied: Message | null = null;
  /** How far it has come, if it is one's own. */
  @property({ attribute: false }) progress: Progress | null = null;
  /** With how many friends it waits. */
  @property({ attribute: false }) friends = 0;
  @property({ attribute: false }) language = 'en';
  @property({ type: Boolean, reflect: true }) mine = false;

  override render() {
    const { at, text, reply } = this.message;
    const large = text !== null && reply === null && isEmojiAlone(text);
    return html`<div class="bubble ${large ? 'large' : ''}">
        ${reply === null ? nothing : this.#renderReplied()}
        ${
          text === null
            ? html`<p class="gone">${messageWords.deleted}</p>`
            : html`<slot></slot
                >${text === '' ? nothing : html`<p class="text" dir="auto">${messageText(text)}</p>`}`
        }
        <span class="foot"
          >${text === null ? nothing : this.#renderMarks()}<time
            datetime=${new Date(at).toISOString()}
            >${formatTime(at, this.language)}</time
          >${this.#renderProgress()}</span
        >
      </div>
      ${
        text === null
          ? nothing
          : html`<button
              type="button"
              class="plain more"
              aria-label=${messageWords.more}
              title=${messageWords.more}
              @click=${() => this.dispatchEvent(new Event('tin-more'))}
            >
              ${icon(messageIcons.more)}
            </button>`
      }`;
  }

  #renderReplied() {
    const { replied } = this;
    if (replied === null) return html`<span class="quote">${messageWords.earlier}</span>`;
    const { peer, at, mine } = replied;
    const who = mine ? talkWords.you : this.name;
    return html`<a
      class="quote"
      href="#${routeHash('messages', peer, at)}"
      @click=${() => this.dispatchEvent(new Event('tin-quote'))}
      ><b dir="auto">${who}</b> <span class="clip" dir="auto">${short(gistOf(replied))}</span></a
    >`;
  }

  #renderMarks() {
    const { edited } = this.message;
    return html`${this.#renderReactions()}${edited ? html`<span>${messageWords.edited}</span>` : nothing}`;
  }

  #renderReactions() {
    const { mine, theirs } = this.message.reactions;
    if (mine === null && theirs === null) return nothing;
    const said = (who: string, emoji: string | null) =>
      emoji === null
        ? nothing
        : html`<span aria-hidden="true">${emoji}</span
            ><span class="unseen">${messageWords.reaction(who, emoji)}</span>`;
    return html`<span class="reactions"
      >${said(this.name, theirs)}${said(talkWords.you, mine)}</span
    >`;
  }

  #renderProgress() {
    const how = this.progress;
    if (how === null) return nothing;
    const waitsWith = how === 'waiting' && this.friends > 0;
    return html`<span class=${how}
      >${icon(messageIcons[how])}<span class="unseen">${messageWords.progress(how)}</span
      >${waitsWith ? html` · ${messageWords.withFriends(this.friends)}` : nothing}</span
    >`;
  }
}

/** The beginning of a text, for where one line is enough. */
export function short(text: string): string {
  const line = [...text.slice(0, 1_000).replace(/\s+/gu, ' ')];
  return line.length > 80 ? `${line.slice(0, 79).join('')}…` : line.join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-message-bubble': MessageBubble;
  }
}
