import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { keysWords } from './keys-words.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** What the keys do; fires `close` when it was closed. Loaded only when asked for. */
@customElement('tin-keys-dialog')
@localized()
export class KeysDialog extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dialog {
        inline-size: min(440px, calc(100vw - 32px));
        max-block-size: calc(100dvh - 32px);
        padding: 24px;
        border: 1px solid var(--hairline);
        border-radius: 20px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.5);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        margin-block: -8px 8px;
        margin-inline-end: -8px;
      }
      h1 {
        font-size: var(--large);
      }
      h2 {
        margin-block-start: 16px;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0 16px;
        margin: 0;
      }
      dl > div {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
        align-items: center;
        min-block-size: 48px;
        border-block-end: 1px solid var(--hairline);
      }
      dl > div:last-child {
        border: 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-inline-size: 32px;
        padding: 4px 8px;
        border: 1px solid var(--edge);
        border-block-end-width: 3px;
        border-radius: 8px;
        background: var(--paper);
        font-family: inherit;
        font-size: var(--small);
        font-weight: 600;
        text-align: center;
      }
    `,
  ];

  /** Whether single keys do something at this time. */
  @property({ attribute: false }) on = true;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog
      aria-labelledby="title"
      @close=${() => this.dispatchEvent(new Event('close'))}
      @click=${this.#clicked}
    >
      <header>
        <h1 id="title">${keysWords.help}</h1>
        <button
          type="button"
          class="plain"
          aria-label=${words.close}
          @click=${() => this.dialog.close()}
        >
          ${icon(icons.close)}
        </button>
      </header>
      ${this.on ? nothing : html`<p class="faint">${keysWords.off}</p>`}
      <h2>${keysWords.inCalls}</h2>
      ${renderKeys([
        ['M', keysWords.mute],
        ['V', keysWords.camera],
        ['D', keysWords.screen],
        ['H', keysWords.hold],
        [keysWords.space, keysWords.talk],
        [keysWords.arrows, keysWords.selfView],
      ])}
      <h2>${keysWords.everywhere}</h2>
      ${renderKeys([['?', keysWords.showHelp]])}
    </dialog>`;
  }

  /** A click that hits the dialog itself, and not what is in it, came from its edge or the backdrop. */
  #clicked({ target, clientX, clientY }: MouseEvent): void {
    if (target !== this.dialog) return;
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) this.dialog.close();
  }
}

function renderKeys(keys: readonly (readonly [key: string, does: string])[]) {
  return html`<dl>
    ${keys.map(
      ([key, does]) =>
        html`<div>
          <dt><kbd>${key}</kbd></dt>
          <dd>${does}</dd>
        </div>`,
    )}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-keys-dialog': KeysDialog;
  }
}
