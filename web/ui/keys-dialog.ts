import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { keysWords } from './keys-words.ts';
import { shared } from './styles.ts';

/** What the keys do; fires `close` when it was closed. Loaded only when asked for. */
@customElement('tin-keys-dialog')
@localized()
export class KeysDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      dialog {
        padding: 24px;
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
  readonly frame = new DialogFrame(this);

  override render() {
    return this.frame.render(
      keysWords.help,
      html`${this.on ? nothing : html`<p class="faint">${keysWords.off}</p>`}
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
        ${renderKeys([['?', keysWords.showHelp]])}`,
    );
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
