import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { dialHash } from '../identity/dial-text.ts';
import { formatPeerId } from '../identity/peer-id.ts';
import { ToastEvent } from './events.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { openLate } from './open-late.ts';
import { routeHash, type Route } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** One's own ID, and the ways to give it to somebody. */
@customElement('tin-own-id')
@localized()
export class OwnId extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
      }
      .id {
        display: grid;
      }
      output {
        user-select: all;
        font-size: 0.8125rem;
        letter-spacing: -0.01em;
      }
      .actions {
        display: flex;
        margin-inline-start: auto;
      }
    `,
  ];

  /** A dialog is asked for by the address of the page. */
  @property({ attribute: false }) asked: Route['asked'] = null;
  @state() private open: Route['asked'] = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('asked') && this.asked) this.#open(this.asked);
  }

  override render() {
    const { system, ownId } = this.services;
    return html`
      <div class="id">
        <span id="label" class="faint">${words.yourId}</span>
        <output aria-labelledby="label"><bdi dir="ltr">${formatPeerId(ownId)}</bdi></output>
      </div>
      <div class="actions">
        <button
          type="button"
          class="plain"
          aria-label=${words.copyLink}
          title=${words.copyLink}
          @click=${this.#copy}
        >
          ${icon(icons.link)}
        </button>
        <button
          type="button"
          class="plain"
          aria-label=${words.showQr}
          title=${words.showQr}
          @click=${() => this.#open('qr')}
        >
          ${icon(icons.qrCode)}
        </button>
        ${
          system.share === null
            ? nothing
            : html`<button
                type="button"
                class="plain"
                aria-label=${words.share}
                title=${words.share}
                @click=${this.#share}
              >
                ${icon(icons.share)}
              </button>`
        }
      </div>
      ${
        this.open === null
          ? nothing
          : html`<tin-own-dialog
              .which=${this.open}
              .link=${this.#link()}
              @close=${this.#closed}
            ></tin-own-dialog>`
      }
    `;
  }

  #link(): string {
    const { system, settings, ownId } = this.services;
    return system.link(dialHash(ownId, settings.all.value.name));
  }

  async #copy(): Promise<void> {
    const copied = await this.services.system.copy(this.#link());
    this.dispatchEvent(new ToastEvent(copied ? words.linkCopied : words.copyRefused));
  }

  #open(what: Route['asked']): void {
    const open = () => (this.open = what);
    void openLate(this, this.services, () => import('./own-dialog.ts'), open);
  }

  #closed(): void {
    // The same shortcut has to be another address next time; Back would open it again.
    if (this.open === this.asked) {
      this.services.system.go(routeHash('recents'), { instead: true });
    }
    this.open = null;
  }

  #share(): void {
    const title = words.shareTitle(this.services.settings.all.value.name ?? '');
    void this.services.system.share?.({ title, url: this.#link() });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-own-id': OwnId;
  }
}
