import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Licence } from '../lib/licence.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { icon } from './icon.ts';
import * as callIcons from './call-icons.ts';
import { settingsWords } from './settings-words.ts';
import { shared } from './styles.ts';

/** The packages of others in this build with their licences; fires `close` when it was closed. */
@customElement('tin-licences-dialog')
@localized()
export class LicencesDialog extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      dialog {
        inline-size: min(640px, calc(100vw - 32px));
        padding: 24px;
      }
      header {
        margin-inline-end: 0;
      }
      li {
        border-block-start: 1px solid var(--hairline);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        column-gap: 12px;
        min-block-size: var(--target);
        cursor: pointer;
      }
      summary bdi {
        margin-inline-end: auto;
      }
      summary .icon {
        transition: transform var(--quick);
      }
      details[open] .icon {
        transform: rotate(180deg);
      }
      pre {
        margin: 0 0 16px;
        overflow-x: auto;
        font-family: var(--mono);
        font-size: 0.75rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        direction: ltr;
        text-align: start;
      }
    `,
  ];

  @property({ attribute: false }) licences: readonly Licence[] = [];
  readonly frame = new DialogFrame(this);

  override render() {
    return this.frame.render(
      settingsWords.licences,
      html`<p class="faint">${settingsWords.licencesHint}</p>
        <ul role="list" aria-labelledby="title">
          ${this.licences.map(renderLicence)}
        </ul>`,
    );
  }
}

function renderLicence({ name, version, licence, text }: Licence) {
  return html`<li>
    <details>
      <summary>
        <bdi dir="ltr">${name} ${version}</bdi> <span class="faint">${licence}</span>
        ${icon(callIcons.chevronDown)}
      </summary>
      <pre lang="en">${text}</pre>
    </details>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-licences-dialog': LicencesDialog;
  }
}
