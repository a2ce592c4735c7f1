import { localized } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PeerId } from '../identity/peer-id.ts';
import type { Clock } from '../lib/clock.ts';
import type { Handed } from '../lib/handed.ts';
import type { System } from '../lib/system.ts';
import { textProblem, type Message } from '../messages/message.ts';
import { fileWords } from './file-words.ts';
import { filesIn } from './given-files.ts';
import { gistOf } from './gist.ts';
import { icon } from './icon.ts';
import { short } from './message-bubble.ts';
import { messageFieldStyles } from './message-field-styles.ts';
import * as messageIcons from './message-icons.ts';
import { messageWords } from './message-words.ts';
import { onSingleClick } from './single-click.ts';
import { shared } from './styles.ts';
import { talkWords } from './talk-words.ts';
import { voiceWords } from './voice-words.ts';

/** What was typed is kept so long after the last letter, in ms. */
const keptAfter = 400;
/** The `keyCode` of a key which an input method has taken (UI Events, 8.3). */
const composingKey = 229;

/** A text to somebody: `tin-message` to send it, `tin-draft` to keep it. */
export class WrittenEvent extends Event {
  readonly peer: PeerId;
  readonly text: string;
  readonly about: About | null;
  /** Puts it back into the field, where it could not be sent; false if something else is typed there. */
  readonly refused: () => boolean;

  constructor(
    type: 'tin-message' | 'tin-draft',
    { peer, text, about }: Pick<WrittenEvent, 'peer' | 'text' | 'about'>,
    refused = () => false,
  ) {
    super(type, { bubbles: true, composed: true });
    this.peer = peer;
    this.text = text;
    this.about = about;
    this.refused = refused;
  }
}

/** Files for somebody. */
export class AttachEvent extends Event {
  static readonly type = 'tin-attach';
  readonly peer: PeerId;
  readonly files: readonly Handed[];

  constructor(peer: PeerId, files: readonly Handed[]) {
    super(AttachEvent.type, { bubbles: true, composed: true });
    this.peer = peer;
    this.files = files;
  }
}

/** What a text is about: a message to which it answers, or whose place it takes. */
export interface About {
  readonly kind: 'reply' | 'edit';
  readonly message: Message;
  /** Of an edit: what the text was changed to already. */
  readonly changed?: string;
}

/**
 * Where a message is typed; fires `tin-field` when it is there, `tin-unrelated` when it is to be about
 * nothing any more, and `tin-record` when one is to be spoken.
 */
@customElement('tin-message-field')
@localized()
export class MessageField extends LitElement {
  static override readonly styles = [shared, messageFieldStyles];

  @property({ attribute: false }) peer!: PeerId;
  /** What was typed here before. */
  @property({ attribute: false }) draft = '';
  @property({ attribute: false }) clock!: Clock;
  @property({ attribute: false }) choose: System['chooseFiles'] = null;
  /** What the other side is called. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) about: About | null = null;

  @state() private text = '';
  @query('#record') private readonly recorder!: HTMLElement;
  @query('input') private readonly chooser!: HTMLInputElement;
  @query('textarea') private readonly field!: HTMLTextAreaElement;
  #stopTimer: (() => void) | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    // The draft of another person; one's own comes back here while one goes on typing.
    if (changed.has('peer')) {
      this.#keep(changed.get('peer'), changed.get('about'));
      this.text = this.draft;
    }
    if (!changed.has('about')) return;
    const before = changed.get('about');
    if (this.about?.kind === 'edit') {
      // What is typed there goes on when the message is read from the disk anew.
      if (before?.kind === 'edit' && before.message.id === this.about.message.id) return;
      this.#keep(this.peer, before);
      this.text = this.about.changed ?? this.about.message.text ?? '';
    } else if (before?.kind === 'edit') this.text = this.draft;
    else if (!changed.has('peer') && this.isConnected && this.text !== '')
      this.#tellDraft(this.peer, this.about);
  }

  override firstUpdated(): void {
    this.dispatchEvent(new Event('tin-field', { bubbles: true, composed: true }));
  }

  override updated(): void {
    // Not in Safari 17, nor in Firefox 130 (CSS Basic User Interface 4).
    if (!CSS.supports('field-sizing', 'content')) fitToText(this.field);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#keep(this.peer);
  }

  focusText(): void {
    this.field.focus();
  }

  /** Where one was before something was recorded. */
  focusRecord(): void {
    this.recorder.focus();
  }

  override render() {
    const problem = textProblem(this.text);
    const long = problem === 'long';
    const edited = this.about?.kind === 'edit' ? this.about.message.id : nothing;
    return html`${this.#renderAbout()}
      <form @submit=${this.#submit}>
        <button
          type="button"
          class="plain"
          aria-label=${fileWords.attach}
          title=${fileWords.attach}
          @click=${this.#attach}
        >
          ${icon(messageIcons.attach)}
        </button>
        <input type="file" multiple hidden @change=${this.#chosen} />
        <label class="unseen" for="text">${messageWords.text}</label>
        <textarea
          id="text"
          rows="1"
          dir="auto"
          placeholder=${messageWords.text}
          enterkeyhint="enter"
          autocomplete="off"
          data-about=${edited}
          .value=${live(this.text)}
          aria-invalid=${long ? 'true' : nothing}
          aria-describedby=${long ? 'problem' : nothing}
          @input=${this.#typed}
          @keydown=${this.#pressed}
          @paste=${this.#pasted}
        ></textarea>
        <button
          id="record"
          type="button"
          class="plain"
          aria-label=${voiceWords.record}
          title=${voiceWords.record}
          @click=${() => this.dispatchEvent(new Event('tin-record'))}
        >
          ${icon(messageIcons.record)}
        </button>
        <button
          type="submit"
          class="main"
          aria-label=${messageWords.send}
          title=${messageWords.send}
          ?disabled=${problem !== null}
        >
          <span class="turning">${icon(messageIcons.send)}</span>
        </button>
      </form>
      ${
        long
          ? html`<p id="problem" class="problem" role="alert">${messageWords.tooLong}</p>`
          : nothing
      }`;
  }

  #renderAbout() {
    const { about, name } = this;
    if (about === null) return nothing;
    const { mine } = about.message;
    const title =
      about.kind === 'edit'
        ? messageWords.editing
        : messageWords.replyTo(mine ? talkWords.you : name);
    return html`<div class="about">
      <p>
        <b>${title}</b>
        <span class="faint clip" dir="auto">${short(gistOf(about.message))}</span>
      </p>
      <button
        type="button"
        class="plain"
        aria-label=${messageWords.cancel}
        @click=${() => this.dispatchEvent(new Event('tin-unrelated'))}
      >
        ${icon(messageIcons.close)}
      </button>
    </div>`;
  }

  /**
   * With handles where the browser gives some: a file that is found again goes on after a reload. On a
   * phone the input offers its camera and pictures instead.
   */
  readonly #attach = onSingleClick(async () => {
    const { peer, choose } = this;
    const files = choose && hasKeyboard() ? await choose() : null;
    if (files === null) this.chooser.click();
    else if (files.length > 0) this.dispatchEvent(new AttachEvent(peer, files));
  });

  #chosen(): void {
    const files = [...(this.chooser.files ?? [])].map((file) => ({ file, handle: null }));
    this.chooser.value = '';
    if (files.length > 0) this.dispatchEvent(new AttachEvent(this.peer, files));
  }

  async #pasted(event: ClipboardEvent): Promise<void> {
    const { peer } = this;
    const { clipboardData } = event;
    if (!clipboardData || clipboardData.files.length === 0 || isRichText(clipboardData)) return;
    event.preventDefault();
    this.dispatchEvent(new AttachEvent(peer, await filesIn(clipboardData)));
  }

  #typed(): void {
    this.text = this.field.value;
    this.#stopTimer?.();
    this.#stopTimer = this.clock.after(keptAfter, () => this.#keep(this.peer));
  }

  /** With a keyboard Enter sends; on a phone it is a new line. */
  #pressed(event: KeyboardEvent): void {
    // Safari tells that a word was chosen before the key that chose it (WebKit bug 165004).
    if (event.isComposing || event.keyCode === composingKey) return;
    if (event.key === 'Escape' && this.about) {
      this.dispatchEvent(new Event('tin-unrelated'));
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || !hasKeyboard()) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    const { text, peer, about } = this;
    if (textProblem(text) !== null) return;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.text = '';
    this.field.focus();
    const refused = () => {
      const isEdit = about?.kind === 'edit';
      // The draft is there again afterwards.
      const isEmpty = this.peer === peer && ['', this.draft].includes(this.text);
      if (!isEmpty || (isEdit && this.about !== null)) return false;
      if (!isEdit) this.text = text;
      return true;
    };
    this.dispatchEvent(new WrittenEvent('tin-message', { peer, text, about }, refused));
  }

  #keep(peer: PeerId | undefined, about = this.about): void {
    // What changes an older message is no draft of a new one.
    if (!this.#stopTimer || peer === undefined || about?.kind === 'edit') return;
    this.#stopTimer();
    this.#stopTimer = null;
    this.#tellDraft(peer, about);
  }

  #tellDraft(peer: PeerId, about: About | null): void {
    this.dispatchEvent(new WrittenEvent('tin-draft', { peer, text: this.text, about }));
  }
}

/** As high as what is in it, where the browser does not see to that. */
function fitToText(field: HTMLTextAreaElement): void {
  field.style.blockSize = 'auto';
  // The edges are no part of what scrolls.
  const edges = field.offsetHeight - field.clientHeight;
  field.style.blockSize = `${field.scrollHeight + edges}px`;
}

/** Rather than a screen that is touched. */
function hasKeyboard(): boolean {
  return matchMedia('(pointer: fine)').matches;
}

/** Cells of a table and the like come as text with a picture of it. */
function isRichText({ types }: DataTransfer): boolean {
  return types.includes('text/plain') && types.includes('text/html');
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-message-field': MessageField;
  }
  interface HTMLElementEventMap {
    'tin-message': WrittenEvent;
    'tin-draft': WrittenEvent;
    'tin-attach': AttachEvent;
  }
}
