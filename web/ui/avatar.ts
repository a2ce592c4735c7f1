import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';

const hues = 8;

/**
 * A round picture of somebody: the one they sent, else initials, or a figure for
 * who has no name, on a colour that belongs to the ID. Decoration beside the name.
 */
@customElement('tin-avatar')
@localized()
export class Avatar extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-grid;
      place-items: center;
      flex: none;
      inline-size: var(--avatar, 44px);
      block-size: var(--avatar, 44px);
      border-radius: 50%;
      overflow: hidden;
      font-size: calc(var(--avatar, 44px) * 0.38);
      font-weight: 600;
      line-height: 1;
      user-select: none;
    }
    span {
      display: grid;
      place-items: center;
      inline-size: 100%;
      block-size: 100%;
      background: light-dark(var(--pale), var(--deep));
      color: light-dark(var(--deep), var(--pale));
    }
    /* Without colours of its own it is round all the same. */
    @media (forced-colors: active) {
      span {
        box-sizing: border-box;
        border: 1px solid;
        border-radius: 50%;
        background: Canvas;
        color: CanvasText;
      }
    }
    img {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    .icon {
      inline-size: 1.5em;
      block-size: 1.5em;
    }
    .hue-0 {
      --pale: #f7dcc8;
      --deep: #6e3513;
    }
    .hue-1 {
      --pale: #f6dede;
      --deep: #7a2626;
    }
    .hue-2 {
      --pale: #f3e2b8;
      --deep: #5c4408;
    }
    .hue-3 {
      --pale: #dfe9c5;
      --deep: #3c4d12;
    }
    .hue-4 {
      --pale: #cdeadb;
      --deep: #12503a;
    }
    .hue-5 {
      --pale: #cfe6ef;
      --deep: #134a5e;
    }
    .hue-6 {
      --pale: #dadff5;
      --deep: #2f3c7e;
    }
    .hue-7 {
      --pale: #eddcf1;
      --deep: #5b2b69;
    }
  `;

  @property({ attribute: false }) peer: PeerId | null = null;
  @property({ attribute: false }) name = '';
  /** A `data:` URL; null for the initials. */
  @property({ attribute: false }) picture: string | null = null;
  /** The picture that could not be decoded. */
  @state() private spoilt: string | null = null;

  override render() {
    const { peer, name, picture } = this;
    if (picture !== null && picture !== this.spoilt) {
      return html`<img
        src=${picture}
        alt=""
        draggable="false"
        @error=${() => (this.spoilt = picture)}
      />`;
    }
    const nameless = name === '' || (peer !== null && name === formatPeerId(peer));
    return html`<span class="hue-${hueOf(peer ?? '')}" aria-hidden="true"
      >${nameless ? icon(icons.user) : initials(name)}</span
    >`;
  }
}

function hueOf(id: string): number {
  return [...id].reduce((sum, symbol) => sum + symbol.charCodeAt(0), 0) % hues;
}

/** The first letters of the first and the last word. */
function initials(name: string): string {
  const list = name.trim().split(/\s+/);
  const letters = [list[0], list.length > 1 ? list.at(-1) : ''].map((word) => [...(word ?? '')][0]);
  return letters.join('').toUpperCase();
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-avatar': Avatar;
  }
}
