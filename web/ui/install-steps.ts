import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { appWords } from './app-words.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { stepPictures } from './install-pictures.ts';
import { shared } from './styles.ts';

/** How the app comes to the home screen of iOS; fires `close` when it was closed. Loaded when asked for. */
@customElement('tin-install-steps')
@localized()
export class InstallSteps extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      dialog {
        inline-size: min(420px, calc(100vw - 32px));
        padding: 24px;
      }
      header {
        margin-inline-end: 0;
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

  readonly frame = new DialogFrame(this);

  override render() {
    const texts = [appWords.stepShare, appWords.stepAdd, appWords.stepOpen];
    return this.frame.render(
      appWords.stepsTitle,
      html`<ol role="list">
        ${texts.map(
          (text, index) =>
            html`<li>
              ${stepPictures[index]}
              <p>${text}</p>
            </li>`,
        )}
      </ol>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-install-steps': InstallSteps;
  }
}
