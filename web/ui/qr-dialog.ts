import { localized } from '@lit/localize';
import { consume } from '@lit/context';
import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { codeStyles } from './code-styles.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { fileWords } from './file-words.ts';
import { findingWords } from './finding-words.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import * as icons from './icons.ts';
import { drawQrPicture, qrShape } from './qr-picture.ts';
import { lineWords } from './line-words.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** Shows a link as a QR code; fires `close` when it was closed. Loaded only when asked for. */
@customElement('tin-qr-dialog')
@localized()
export class QrDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    codeStyles,
    css`
      .whose {
        display: grid;
        gap: 2px;
        margin-block: 12px;
        text-align: center;
        overflow-wrap: anywhere;
      }
      .name {
        font-size: var(--large);
        font-weight: 600;
        line-height: 1.25;
      }
      .id {
        font-size: clamp(0.75rem, 4vw, 1rem);
      }
      .faint {
        text-align: center;
        text-wrap: balance;
      }
      .actions + .faint:not(:empty) {
        margin-block-start: 12px;
      }
    `,
  ];

  @property({ attribute: false }) link = '';
  @property({ attribute: false }) peer!: PeerId;
  @property({ attribute: false }) name = '';

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** What did not work. A notice would be behind the dialog. */
  @state() private failed: string | null = null;
  readonly frame = new DialogFrame(this);
  #letSleep: () => void = () => {};

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letSleep();
  }

  override firstUpdated(): void {
    this.#letSleep = this.services.sight.stayLit();
  }

  override render() {
    return this.frame.render(
      findingWords.qrTitle,
      html`${this.#renderCode()}
        <div class="whose">
          <p class="name" dir="auto">${this.name}</p>
          <p class="id"><bdi dir="ltr">${formatPeerId(this.peer)}</bdi></p>
        </div>
        <p class="faint">${findingWords.qrHint}</p>
        <p class="aside"><a href="#/hand">${lineWords.byHand}</a></p>
        <div class="actions">
          ${
            this.services.system.share === null
              ? nothing
              : html`<button type="button" @click=${this.#share}>
                  ${icon(icons.share)}<span>${findingWords.sharePicture}</span>
                </button>`
          }
          <button type="button" @click=${this.#save}>
            ${icon(pageIcons.download)}<span>${findingWords.savePicture}</span>
          </button>
        </div>
        <p class="faint" role="status">${this.failed}</p>`,
    );
  }

  #renderCode() {
    const { size, dark } = qrShape(this.link);
    return svg`<svg class="code" role="img" aria-label=${findingWords.qrCode} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="currentColor" d=${dark} /></svg>`;
  }

  async #save(): Promise<void> {
    const picture = await this.#draw();
    if (picture === null) return;
    try {
      await this.services.keepFile(picture, picture.name);
    } catch {
      this.failed = fileWords.notSaved;
    }
  }

  async #share(): Promise<void> {
    const picture = await this.#draw();
    if (picture === null) return;
    const { link: url, name } = this;
    try {
      await this.services.system.share?.({ title: words.shareTitle(name), url, picture });
    } catch {
      this.failed = words.notShared;
    }
  }

  async #draw(): Promise<File | null> {
    const picture = await drawQrPicture(this.link, this.name, formatPeerId(this.peer));
    this.failed = picture === null ? findingWords.notDrawn : null;
    return picture;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-qr-dialog': QrDialog;
  }
}
