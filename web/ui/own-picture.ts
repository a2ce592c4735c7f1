import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import './avatar.ts';
import { ToastEvent } from './events.ts';
import { findingWords } from './finding-words.ts';
import { icon, type IconShapes } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { MediaQuery } from './media-query.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** One's own picture: chosen, taken or removed; it holds at once. */
@customElement('tin-own-picture')
@localized()
export class OwnPicture extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .label {
        margin: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 16px;
        margin-block: 8px;
      }
      tin-avatar {
        --avatar: 88px;
      }
      .actions {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private problem: string | null = null;
  /** Only what is held in a hand has a camera that a file dialog opens. */
  readonly #hand = new MediaQuery(this, '(pointer: coarse)');
  readonly #settings = new StoreController(this, () => this.services.settings.all);

  override render() {
    const { name, picture } = this.#settings.value;
    return html`<div role="group" aria-labelledby="label" aria-describedby="hint">
      <p id="label" class="label">${findingWords.yourPicture}</p>
      <div class="line">
        <tin-avatar
          .peer=${this.services.ownId}
          .name=${name ?? ''}
          .picture=${picture}
        ></tin-avatar>
        <div class="actions">
          ${this.#renderChoice('choose', pageIcons.picture, findingWords.choosePicture)}
          ${this.#hand.holds ? this.#renderChoice('take', pageIcons.takePicture, findingWords.takePicture) : nothing}
          ${
            picture === null
              ? nothing
              : html`<button type="button" @click=${this.#remove}>
                  ${icon(pageIcons.trash)}<span>${findingWords.removePicture}</span>
                </button>`
          }
        </div>
      </div>
      <p id="hint" class="faint">${findingWords.yourPictureHint}</p>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
    </div>`;
  }

  #renderChoice(how: 'choose' | 'take', shapes: IconShapes, label: string) {
    return html`<button type="button" @click=${() => this.#input(how)?.click()}>
        ${icon(shapes)}<span>${label}</span>
      </button>
      <input
        id=${how}
        type="file"
        accept="image/*"
        capture=${how === 'take' ? 'user' : nothing}
        hidden
        @change=${() => this.#chosen(how)}
      />`;
  }

  #input(how: 'choose' | 'take'): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`#${how}`);
  }

  async #chosen(how: 'choose' | 'take'): Promise<void> {
    const input = this.#input(how);
    const file = input?.files?.[0];
    if (!input || !file) return;
    // The same picture may be chosen again.
    input.value = '';
    try {
      const made = await this.services.sight.makePortrait(file);
      if (typeof made === 'string') {
        this.problem = findingWords.pictureProblem(made);
        return;
      }
      await this.#change(made.picture, findingWords.pictureSaved);
    } catch {
      this.problem = findingWords.pictureRefused;
    }
  }

  #remove(): Promise<void> {
    return this.#change(null, findingWords.pictureRemoved);
  }

  async #change(picture: string | null, text: string): Promise<void> {
    const { settings } = this.services;
    const before = settings.all.value.picture;
    this.problem = null;
    await settings.change({ picture });
    const undo = () => settings.change({ picture: before });
    this.dispatchEvent(new ToastEvent(text, { undo }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-own-picture': OwnPicture;
  }
}
