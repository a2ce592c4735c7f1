import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { appWords } from './app-words.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { stepPictures } from './install-pictures.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

/** How the app comes to the home screen of iOS; fires `close` when it was closed. Loaded when asked for. */
@customElement('tin-install-steps')
@localized()
export class InstallSteps extends LitElement {
  static override readonly styles = [
    shared,
    css`
      dialog {
        inline-size: min(420px, calc(100vw - 32px));
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
      }
      h1 {
        font-size: var(--large);
      }
      ol {
        display: grid;
        gap: 20px;
        margin: 0;
        padding: 0;
        list-style: none;
        counter-reset: step;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 16px;
      }
      li p::before {
        counter-increment: step;
        content: counter(step) '. ';
        font-weight: 600;
      }
      .picture {
        inline-size: 120px;
        block-size: 80px;
        border-radius: var(--radius);
        background: var(--sunken);
        color: var(--edge);
      }
      .strong {
        color: var(--accent);
      }
    `,
  ];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    this.dialog.showModal();
  }

  override render() {
    const texts = [appWords.stepShare, appWords.stepAdd, appWords.stepOpen];
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      <header>
        <h1 id="title">${appWords.stepsTitle}</h1>
        <button
          type="button"
          class="plain"
          aria-label=${words.close}
          @click=${() => this.dialog.close()}
        >
          ${icon(icons.close)}
        </button>
      </header>
      <ol role="list">
        ${texts.map(
          (text, index) =>
            html`<li>
              ${stepPictures[index]}
              <p>${text}</p>
            </li>`,
        )}
      </ol>
    </dialog>`;
  }

  #closed(): void {
    // A `close` of a dialog stays inside the shadow root.
    this.dispatchEvent(new Event('close'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-install-steps': InstallSteps;
  }
}
