import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import * as icons from './icons.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { testWords } from './test-words.ts';

/** What the last test call found out; nothing before the first one. */
@customElement('tin-test-findings')
@localized()
export class TestFindingsList extends LitElement {
  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: start;
      }
      div {
        display: grid;
        gap: 8px;
      }
      p {
        display: flex;
        gap: 8px;
        max-inline-size: 48ch;
        text-align: start;
      }
      .well .icon {
        color: var(--accent);
      }
      .ill .icon {
        color: var(--bad);
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #findings = new StoreController(this, () => this.services.testFindings);

  override render() {
    return html`<div role="status">${this.#renderFindings()}</div>`;
  }

  #renderFindings() {
    const findings = this.#findings.value;
    if (findings === null) return nothing;
    if (findings.kind === 'cut') return renderOne(false, testWords.cut);
    const { microphone, camera } = findings;
    return html`
      ${renderOne(microphone === 'heard', testWords.microphone(microphone))}
      ${renderOne(camera === 'seen', testWords.camera(camera))}
    `;
  }
}

function renderOne(well: boolean, text: string | null) {
  if (text === null) return nothing;
  return html`<p class=${well ? 'well' : 'ill'}>
    ${icon(well ? pageIcons.check : icons.warning)}<span>${text}</span>
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-test-findings': TestFindingsList;
  }
}
