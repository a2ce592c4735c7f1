import { localized } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FileOffer } from '../links/file-offer.ts';
import { playAlone } from './loud.ts';
import { shared } from './styles.ts';

/** Kinds that a browser shows without running anything in them: no SVG, no HTML. */
const kinds: Readonly<Record<string, 'image' | 'audio' | 'video' | 'text'>> = {
  'image/png': 'image',
  'image/jpeg': 'image',
  'image/gif': 'image',
  'image/webp': 'image',
  'image/avif': 'image',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
  'audio/wav': 'audio',
  'audio/webm': 'audio',
  'audio/flac': 'audio',
  'video/mp4': 'video',
  'video/webm': 'video',
  'text/plain': 'text',
};
/** A larger picture is not decoded to be looked at in passing, in bytes. */
const largestPicture = 33_554_432;
/** So much of a text is shown, in bytes. */
const textShown = 600;

/** What a file can be shown as; null is a name and a size. */
export function previewOf({ media, size }: FileOffer): 'image' | 'audio' | 'video' | 'text' | null {
  const kind = Object.hasOwn(kinds, media) ? (kinds[media] ?? null) : null;
  return kind === 'image' && size > largestPicture ? null : kind;
}

/** Shows what is in a file, as its media type says; what a browser can't decode is not shown. */
@customElement('tin-file-preview')
@localized()
export class FilePreview extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: block;
      }
      img,
      video {
        display: block;
        max-inline-size: 100%;
        max-block-size: 320px;
        border-radius: 12px;
      }
      audio {
        display: block;
        inline-size: min(280px, 100%);
      }
      pre {
        margin: 0;
        max-block-size: 120px;
        overflow: hidden;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) offer!: FileOffer;
  /** In a call nothing goes on playing. */
  @property({ attribute: false }) inCall = false;
  /** The file as it is on this device; null where it is not. */
  @property({ attribute: false }) open!: () => Promise<File | null>;

  @state() private url: string | null = null;
  @state() private text: string | null = null;
  @state() private isSpoilt = false;
  @query('audio, video') private readonly media!: HTMLMediaElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#load();
  }

  override firstUpdated(_: PropertyValues<this>): void {
    void this.#load();
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('inCall') && this.inCall) this.media?.pause();
  }

  override render() {
    const kind = previewOf(this.offer);
    if (kind === 'text')
      return this.text === null ? nothing : html`<pre dir="auto">${this.text}</pre>`;
    if (this.url === null || this.isSpoilt) return nothing;
    const spoilt = () => (this.isSpoilt = true);
    const { name } = this.offer;
    switch (kind) {
      case 'image':
        return html`<img src=${this.url} alt=${name} decoding="async" @error=${spoilt} />`;
      case 'audio':
        return html`<audio
          src=${this.url}
          aria-label=${name}
          controls
          preload="metadata"
          @play=${this.#plays}
          @error=${spoilt}
        ></audio>`;
      case 'video':
        return html`<video
          src=${this.url}
          aria-label=${name}
          controls
          playsinline
          preload="metadata"
          @play=${this.#plays}
          @error=${spoilt}
        ></video>`;
      case null:
        return nothing;
    }
  }

  #plays({ target }: Event): void {
    playAlone(target as HTMLMediaElement);
  }

  async #load(): Promise<void> {
    const { media } = this.offer;
    const kind = previewOf(this.offer);
    if (kind === null) return;
    const file = await this.open().catch(() => null);
    if (!file || !this.isConnected) return;
    if (kind === 'text') this.text = await file.slice(0, textShown).text();
    else {
      this.#drop();
      // Under the type that was looked at above, whatever the file says of itself.
      this.url = URL.createObjectURL(file.slice(0, file.size, media));
    }
  }

  #drop(): void {
    if (this.url !== null) URL.revokeObjectURL(this.url);
    this.url = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-file-preview': FilePreview;
  }
}
