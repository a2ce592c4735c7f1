import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Message } from '../messages/message.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { icon, type IconShapes } from './icon.ts';
import * as messageIcons from './message-icons.ts';
import { messageWords } from './message-words.ts';
import { shared } from './styles.ts';

/** What one says most of what others say. */
const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** What somebody wants to do with a message. */
export type MessageDeed =
  | { readonly kind: 'reply' }
  | { readonly kind: 'edit' }
  | { readonly kind: 'forward' | 'copy' | 'delete' | 'forget' }
  | { readonly kind: 'react'; readonly emoji: string | null };

export class MessageDeedEvent extends Event {
  static readonly type = 'tin-message-deed';
  readonly deed: MessageDeed;

  constructor(deed: MessageDeed) {
    super(MessageDeedEvent.type);
    this.deed = deed;
  }
}

/** Their icons point the way one reads. */
const points: ReadonlySet<MessageDeed['kind']> = new Set(['reply', 'forward']);

/** What can be done with one message; fires `close` when it was closed. */
@customElement('tin-message-dialog')
@localized()
export class MessageDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      .emojis {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
      }
      .emojis button {
        padding: 0;
        font-size: 1.5rem;
      }
      .emojis [aria-pressed='true'] {
        background: var(--accent-wash);
        outline: 2px solid var(--accent);
      }
      .deeds {
        display: grid;
        margin-block-start: 12px;
      }
      .deeds button {
        justify-content: start;
        gap: 12px;
        border-radius: var(--radius);
      }
      .deeds .remove {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) message!: Message;
  /** All of its file is on this device. */
  @property({ attribute: false }) isHere = false;

  /** It has not left yet; a text is taken back by deleting it for both. */
  @property({ attribute: false }) waits = false;
  /** Nothing goes to the other side. */
  @property({ attribute: false }) isApart = false;

  readonly frame = new DialogFrame(this);

  override render() {
    const { isApart } = this;
    const { mine, file } = this.message;
    const isText = file === null;
    return this.frame.render(
      messageWords.more,
      html`${isApart ? nothing : this.#renderEmojis()}
        <div class="deeds">
          ${isApart ? nothing : this.#renderDeed('reply', messageIcons.reply, messageWords.reply)}
          ${
            isText || this.isHere
              ? this.#renderDeed('forward', messageIcons.forward, messageWords.forward)
              : nothing
          }
          ${isText ? this.#renderDeed('copy', messageIcons.copy, messageWords.copy) : nothing}
          ${
            mine && isText && !isApart
              ? this.#renderDeed('edit', messageIcons.edit, messageWords.edit)
              : nothing
          }
          ${this.#renderRemovals()}
        </div>`,
    );
  }

  #renderEmojis() {
    const { reactions } = this.message;
    return html`<div class="emojis">
      ${emojis.map((emoji) => {
        const pressed = reactions.mine === emoji;
        return html`<button
          type="button"
          class="plain"
          aria-label=${messageWords.react(emoji)}
          aria-pressed=${pressed ? 'true' : 'false'}
          @click=${() => this.#do({ kind: 'react', emoji: pressed ? null : emoji })}
        >
          ${emoji}
        </button>`;
      })}
    </div>`;
  }

  #renderRemovals() {
    const { waits, isApart } = this;
    const { mine, file } = this.message;
    // Who waits for a file, or gives it, would wait for ever; who hears nothing gives it in vain.
    const isOver = file === null ? !waits : file.settled !== null || (isApart && !mine);
    const remove = (kind: 'forget' | 'delete', label: string) =>
      this.#renderDeed(kind, messageIcons.remove, label);
    return html`${isOver ? remove('forget', messageWords.removeHere) : nothing}
    ${mine && !isApart ? remove('delete', messageWords.remove) : nothing}
    ${mine && isApart && !isOver ? remove('delete', messageWords.removeHere) : nothing}`;
  }

  #renderDeed(kind: Exclude<MessageDeed['kind'], 'react'>, shapes: IconShapes, label: string) {
    return html`<button
      type="button"
      class="plain ${kind === 'delete' || kind === 'forget' ? 'remove' : ''}"
      @click=${() => this.#do({ kind })}
    >
      <span class=${points.has(kind) ? 'turning' : ''}>${icon(shapes)}</span><span>${label}</span>
    </button>`;
  }

  #do(deed: MessageDeed): void {
    this.frame.close();
    this.dispatchEvent(new MessageDeedEvent(deed));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-message-dialog': MessageDialog;
  }
  interface HTMLElementEventMap {
    'tin-message-deed': MessageDeedEvent;
  }
}
