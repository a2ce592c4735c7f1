import { localized } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { bytesOf, type Shown } from '../files/transfer.ts';
import type { MessageFile } from '../messages/message.ts';
import { FileDeedEvent } from './file-row.ts';
import { fileWords } from './file-words.ts';
import { formatMinutes, formatNumber } from './formats.ts';
import { icon } from './icon.ts';
import * as messageIcons from './message-icons.ts';
import { shared } from './styles.ts';
import { speed, VoicePlayer, type VoiceTrouble } from './voice-player.ts';
import { canStream } from './voice-stream.ts';
import { voiceWords } from './voice-words.ts';
import { levelsOf, renderWave, waveStyles } from './waveform.ts';

/** So far an arrow key goes, in ms. */
const stride = 1_000;

/** True where a file is a spoken message, and nothing is to be decided about how it travels. */
export function isSpoken(file: MessageFile, transfer: Shown | null, mine: boolean): boolean {
  if (file.voice === null || transfer?.trouble || transfer?.isPaused || transfer?.isSilent)
    return false;
  return transfer !== null || file.settled !== null || mine;
}

/** A spoken message: plays it; fires `tin-played` when somebody listens. */
@customElement('tin-voice-message')
@localized()
export class VoiceMessage extends LitElement {
  static override readonly styles = [
    shared,
    waveStyles,
    css`
      :host {
        inline-size: 320px;
        max-inline-size: 100%;
      }
      video {
        display: block;
        max-inline-size: 100%;
        max-block-size: 320px;
        margin-block-end: 4px;
        border-radius: 12px;
      }
      /* What has been said lies on the left in every language. */
      .controls {
        display: flex;
        align-items: center;
        gap: 4px;
        direction: ltr;
      }
      .track {
        position: relative;
        flex: 1;
        min-inline-size: 80px;
        border-radius: 4px;
      }
      .track:focus-within {
        outline: 3px solid var(--accent);
        outline-offset: 2px;
      }
      .track:not(:has(:focus-visible)) {
        outline: none;
      }
      input {
        position: absolute;
        inset-block-start: -6px;
        inset-inline: 0;
        inline-size: 100%;
        block-size: var(--target);
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .speed {
        padding: 0;
      }
      .foot {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .dot {
        inline-size: 10px;
        block-size: 10px;
        border-radius: 50%;
        background: var(--accent-fill);
      }
      progress {
        inline-size: 100%;
        block-size: 6px;
        accent-color: var(--accent);
      }
      @media (forced-colors: active) {
        .dot {
          background: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) file!: MessageFile;
  @property({ attribute: false }) transfer: Shown | null = null;
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
  /** What has come of it, from that byte on. */
  @property({ attribute: false }) read!: (at: number) => Promise<Uint8Array<ArrayBuffer>>;

  readonly player = new VoicePlayer(this, {
    offer: () => this.file,
    open: () => this.open(),
    comes: () => this.#comes,
    read: (at) => this.read(at),
    started: () => this.dispatchEvent(new Event('tin-played')),
  });

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('inCall') && this.inCall) this.player.pause();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('transfer')) this.player.more();
    // Its first picture says more than a grey box.
    if (this.#isVideo && this.#isHere && this.player.media === null && this.#trouble === null) {
      void this.player.load();
    }
  }

  override render() {
    const { ms } = this.file.voice ?? { ms: 0 };
    const kind = this.#isVideo ? 'video' : 'voice';
    // As long as its sender says: a name does not change when it is played.
    return html`<div role="group" aria-label=${voiceWords.message(kind, formatMinutes(ms))}>
      ${this.player.media ?? nothing}
      <div class="controls">${this.#renderPlay()}${this.#renderTrack()}${this.#renderSpeed()}</div>
      ${this.#renderFoot()} ${this.#renderWay()}
    </div>`;
  }

  get #isVideo(): boolean {
    return this.file.media.startsWith('video/');
  }

  get #isHere(): boolean {
    return this.transfer !== null && (this.mine || this.transfer.isDone);
  }

  /** On its way, in a form that is played meanwhile. */
  get #comes(): boolean {
    const { transfer, file } = this;
    return !this.#isHere && transfer !== null && transfer.pieces > 0 && canStream(file);
  }

  get #trouble(): VoiceTrouble | null {
    const { trouble } = this.player;
    return trouble === 'late' && this.#isHere ? null : trouble;
  }

  get #isPlayable(): boolean {
    const isThere = this.#isHere || this.#comes;
    return isThere && this.#trouble !== 'spoilt' && this.#trouble !== 'late';
  }

  #renderPlay() {
    const { isPlaying } = this.player;
    const label = isPlaying ? fileWords.pause : voiceWords.play;
    return html`<button
      type="button"
      class="plain"
      aria-label=${label}
      title=${label}
      ?disabled=${!this.#isPlayable}
      @click=${() => (isPlaying ? this.player.pause() : void this.player.play())}
    >
      ${icon(isPlaying ? messageIcons.pause : messageIcons.resume)}
    </button>`;
  }

  #renderTrack() {
    const { at, total } = this.player;
    const levels = levelsOf(this.file.voice?.peaks ?? '');
    return html`<span class="track">
      ${renderWave(levels, total > 0 ? at / total : 0)}
      <input
        type="range"
        min="0"
        max=${Math.max(1, Math.round(total))}
        step="1"
        .value=${live(String(Math.round(at)))}
        aria-label=${voiceWords.position}
        aria-valuetext=${fileWords.of(formatMinutes(at), formatMinutes(total))}
        ?disabled=${!this.#isPlayable || this.#trouble !== null}
        @input=${this.#slid}
        @keydown=${this.#pressed}
      />
    </span>`;
  }

  #renderSpeed() {
    const times = formatNumber(speed.value, this.language);
    return html`<button
      type="button"
      class="plain speed"
      aria-label=${voiceWords.speed(times)}
      @click=${() => this.player.faster()}
    >
      ${times}×
    </button>`;
  }

  #renderFoot() {
    const { at, total } = this.player;
    const unplayed = !this.mine && this.transfer?.isDone && !this.transfer.isPlayed;
    return html`<div class="foot faint">
      <bdi dir="ltr" aria-live="off">${formatMinutes(at > 0 ? at : total)}</bdi>
      ${
        unplayed
          ? html`<span class="dot"></span><span class="unseen">${voiceWords.unplayed}</span>`
          : nothing
      }
      <span>${this.#state()}</span>
    </div>`;
  }

  #state(): string {
    const { file, transfer, mine, player } = this;
    if (file.settled === 'declined') return fileWords.declined;
    if (file.settled === 'cancelled') return fileWords.cancelled;
    if (transfer === null || player.trouble === 'gone') return fileWords.gone;
    if (transfer.isDone) return '';
    if (this.#trouble === 'late') return voiceWords.late;
    if (this.isThere) return player.isWaiting ? voiceWords.waiting : '';
    const waits = !this.isApart && (mine || transfer.pieces > 0);
    return waits ? fileWords.waitingFor(this.name) : '';
  }

  /** It travels, or it can't be played here. */
  #renderWay() {
    const { transfer, file } = this;
    if (this.player.trouble === 'spoilt') {
      const save = () => this.dispatchEvent(new FileDeedEvent({ kind: 'save' }));
      return html`<p class="problem">${voiceWords.spoilt}</p>
        <button type="button" @click=${save}>
          ${icon(messageIcons.save)}<span>${fileWords.save}</span>
        </button>`;
    }
    if (transfer === null || transfer.isDone || file.settled !== null) return nothing;
    return html`<progress
      aria-label=${fileWords.progress}
      max=${Math.max(1, file.size)}
      value=${bytesOf(transfer)}
    ></progress>`;
  }

  #slid({ target }: Event): void {
    this.player.seek(Number((target as HTMLInputElement).value));
  }

  /** A browser's own steps are thousandths of it. */
  #pressed(event: KeyboardEvent): void {
    const { at } = this.player;
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowUp':
        event.preventDefault();
        return this.player.seek(at + stride);
      case 'ArrowLeft':
      case 'ArrowDown':
        event.preventDefault();
        return this.player.seek(at - stride);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-voice-message': VoiceMessage;
  }
}
