import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { bytesOf, isHere, isLost, type Shown } from '../files/transfer.ts';
import type { MessageFile } from '../messages/message.ts';
import { previewOf } from './file-preview.ts';
import './file-preview.ts';
import { fileWords } from './file-words.ts';
import { formatBytes } from './format-bytes.ts';
import { formatLength } from './formats.ts';
import { icon, type IconShapes } from './icon.ts';
import * as messageIcons from './message-icons.ts';
import { onSingleClick } from './single-click.ts';
import { shared } from './styles.ts';

/** What somebody wants to do with a file. */
export type FileDeed =
  | { readonly kind: 'accept' | 'decline' | 'pause' | 'resume' | 'cancel' | 'save' | 'reopen' }
  | { readonly kind: 'again'; readonly file: File };

export class FileDeedEvent extends Event {
  static readonly type = 'tin-file-deed';
  readonly deed: FileDeed;

  constructor(deed: FileDeed) {
    super(FileDeedEvent.type, { bubbles: true, composed: true });
    this.deed = deed;
  }
}

type Deed = Exclude<FileDeed['kind'], 'again'>;

/** A file in a conversation: what it is, how far it has come, and what can be done with it. */
@customElement('tin-file-row')
@localized()
export class FileRow extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: block;
        inline-size: 320px;
        max-inline-size: 100%;
      }
      [role='group'] {
        display: grid;
        gap: 8px;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 12px;
      }
      .head > .icon {
        flex: none;
        color: var(--accent);
      }
      .named {
        display: grid;
        min-inline-size: 0;
      }
      .name {
        font-family: inherit;
        overflow-wrap: anywhere;
      }
      progress {
        inline-size: 100%;
        block-size: 6px;
        accent-color: var(--accent);
      }
      .deeds {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
      }
      /* What can’t be undone stays where it is when another button goes: a click meant for that one may come late. */
      .deeds :is(.cancel, .decline) {
        margin-inline-start: auto;
      }
      /* They stand out from the bubble, whoever has sent it. */
      .deeds button {
        background: var(--surface);
      }
      .trouble {
        color: var(--bad);
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) file!: MessageFile;
  @property({ attribute: false }) transfer: Shown | null = null;
  /** It was read from the disk what became of it. */
  @property({ attribute: false }) isKnown = true;
  @property({ attribute: false }) mine = false;
  /** The other side is linked. */
  @property({ attribute: false }) isThere = false;
  /** Nothing goes to the other side or comes of it, as of somebody who is blocked. */
  @property({ attribute: false }) isApart = false;
  /** The name of the other side. */
  @property({ attribute: false }) name = '';
  @property({ attribute: false }) language = 'en';
  /** In a call nothing goes on playing. */
  @property({ attribute: false }) inCall = false;
  @property({ attribute: false }) open!: () => Promise<File | null>;
  @query('input') private readonly input!: HTMLInputElement;

  override render() {
    const { file, transfer, mine } = this;
    return html`<div role="group" aria-label=${file.name}>
      ${isHere(transfer, mine) && previewOf(file) ? this.#renderPreview() : nothing}
      <div class="head">
        ${icon(messageIcons.file)}
        <span class="named">
          <bdi class="name">${file.name}</bdi>
          <span class="faint small" aria-live="off">${this.#state()}</span>
        </span>
      </div>
      ${this.#isOpen ? this.#renderProgress() : nothing} ${this.#renderTrouble()}
      <div class="deeds">${this.#renderDeeds()}</div>
    </div>`;
  }

  /** It is on its way, or waits on it. */
  get #isOpen(): boolean {
    const { transfer, file } = this;
    if (transfer === null || transfer.isDone || file.settled !== null) return false;
    return transfer.isAccepted;
  }

  #renderPreview() {
    return html`<tin-file-preview
      .offer=${this.file}
      .inCall=${this.inCall}
      .open=${this.open}
    ></tin-file-preview>`;
  }

  #state(): string {
    const { file, transfer, mine, name, language } = this;
    const size = formatBytes(file.size, language);
    if (file.settled === 'declined') return `${size} · ${fileWords.declined}`;
    if (file.settled === 'cancelled') return `${size} · ${fileWords.cancelled}`;
    if (!this.isKnown) return size;
    if (file.settled === 'received') {
      if (mine) return `${size} · ${fileWords.received}`;
      return transfer?.isDone ? size : `${size} · ${fileWords.gone}`;
    }
    if (transfer === null) return mine ? `${size} · ${fileWords.gone}` : size;
    if (transfer.isDone) return size;
    if (!transfer.isAccepted) return this.isApart ? size : `${size} · ${fileWords.offeredTo(name)}`;
    const some = fileWords.of(formatBytes(bytesOf(transfer), language), size);
    if (transfer.isPaused) return `${some} · ${fileWords.paused}`;
    if (transfer.trouble !== null || this.isApart) return some;
    if (!this.isThere) return `${some} · ${fileWords.waitingFor(name)}`;
    if (transfer.isPausedThere) return `${some} · ${fileWords.pausedBy(name)}`;
    const { rate, isSilent } = transfer;
    if (rate === null || rate < 1 || isSilent) return some;
    const left = ((file.size - bytesOf(transfer)) / rate) * 1_000;
    const fast = fileWords.rate(formatBytes(rate, language));
    return `${some} · ${fast} · ${fileWords.left(formatLength(left, language))}`;
  }

  #renderProgress() {
    const { transfer, file } = this;
    const done = transfer ? bytesOf(transfer) : 0;
    return html`<progress
      aria-label=${fileWords.progress}
      max=${Math.max(1, file.size)}
      value=${done}
    ></progress>`;
  }

  #renderTrouble() {
    const { transfer, mine, name } = this;
    if (transfer && this.#isSilent(transfer)) {
      return html`<p class="trouble">${fileWords.silent(name)}</p>`;
    }
    if (!transfer?.trouble || transfer.isDone) return nothing;
    const lacking = mine ? fileWords.lackingHere : fileWords.lackingThere(name);
    const { full, wrong, refused, cleared, changed } = fileWords;
    const said = { full, wrong, refused, cleared, changed, lacking }[transfer.trouble];
    return html`<p class="trouble">${said}</p>`;
  }

  #renderDeeds() {
    const { transfer, mine, file } = this;
    if (!this.isKnown) return nothing;
    if (transfer?.isDone && !mine)
      return this.#renderDeed('save', fileWords.save, messageIcons.save);
    if (file.settled !== null) return nothing;
    const cancel = this.#renderDeed('cancel', fileWords.cancel, messageIcons.close);
    if (transfer === null) {
      if (mine) return cancel;
      return html`${this.#renderDeed('accept', fileWords.accept, messageIcons.save)}
      ${this.#renderDeed('decline', fileWords.decline, messageIcons.close)}`;
    }
    if (mine && isLost(transfer)) return html`${this.#renderAgain()}${cancel}`;
    if (!transfer.isAccepted && !transfer.isPaused) return cancel;
    if (this.#isHeldThere(transfer)) return cancel;
    const stopped = transfer.isPaused || transfer.trouble !== null;
    return html`${
      stopped
        ? this.#renderDeed('resume', fileWords.resume, messageIcons.resume)
        : this.#renderDeed('pause', fileWords.pause, messageIcons.pause)
    }${cancel}`;
  }

  /** Only the other side can let it go on. */
  #isHeldThere(transfer: Shown): boolean {
    const { isPaused, isPausedThere, trouble } = transfer;
    if (trouble !== null) return trouble === 'lacking' && !isPaused;
    return (isPausedThere && !isPaused && this.isThere) || this.#isSilent(transfer);
  }

  #isSilent({ isSilent, trouble, isDone }: Shown): boolean {
    return isSilent && this.isThere && trouble === null && !isDone;
  }

  #renderDeed(kind: Deed, label: string, shapes: IconShapes) {
    const clicked = onSingleClick(() => this.#do({ kind }));
    return html`<button type="button" class=${kind} @click=${clicked}>
      ${icon(shapes)}<span>${label}</span>
    </button>`;
  }

  #renderAgain() {
    const { handle = null, trouble = null } = this.transfer ?? {};
    const isFound = handle !== null && trouble !== 'changed';
    const choose = () => (isFound ? this.#do({ kind: 'reopen' }) : this.input.click());
    return html`<button type="button" @click=${choose}>
        ${icon(messageIcons.file)}<span>${fileWords.chooseAgain}</span>
      </button>
      <input type="file" hidden @change=${this.#chosen} />`;
  }

  #chosen(): void {
    const [file] = this.input.files ?? [];
    this.input.value = '';
    if (file) this.#do({ kind: 'again', file });
  }

  #do(deed: FileDeed): void {
    this.dispatchEvent(new FileDeedEvent(deed));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-file-row': FileRow;
  }
  interface HTMLElementEventMap {
    'tin-file-deed': FileDeedEvent;
  }
}
