import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { knownOf } from '../contacts/contacts.ts';
import type { SpaceInUse } from '../lib/saved-space.ts';
import { ToastEvent } from './events.ts';
import { formatBytes } from './format-bytes.ts';
import { numberFormat } from './formatters.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { settingsWords } from './settings-words.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** What is kept on this device, and whether the browser will keep it. */
@customElement('tin-settings-storage')
@localized()
export class SettingsStorage extends LitElement {
  static override readonly styles = [
    shared,
    settingsStyles,
    css`
      dl {
        display: grid;
        gap: 8px;
        margin: 0;
      }
      dl > div {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        column-gap: 16px;
      }
      dd {
        margin: 0;
        color: var(--faint);
        font-variant-numeric: tabular-nums;
      }
      button {
        justify-self: start;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private space: SpaceInUse | null = null;

  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #recents = new StoreController(this, () => this.services.log.recents);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#measure();
  }

  override render() {
    const { language } = this.services.system;
    const { format } = numberFormat(language);
    const recents = this.#recents.value.length;
    return html`<section>
      <h2>${settingsWords.storage}</h2>
      <dl>
        ${renderFigure(settingsWords.contacts, format(knownOf(this.#contacts.value).length))}
        ${renderFigure(settingsWords.calls, format(recents))}
        ${
          this.space === null
            ? nothing
            : renderFigure(settingsWords.inUse, inUse(this.space, language))
        }
      </dl>
      ${this.space === null ? nothing : this.#renderPromise(this.space)}
      <button type="button" ?disabled=${recents === 0} @click=${this.#clear}>
        ${icon(pageIcons.trash)}<span>${settingsWords.clearRecents}</span>
      </button>
    </section>`;
  }

  #renderPromise({ kept }: SpaceInUse) {
    if (kept) return html`<p class="faint">${settingsWords.kept}</p>`;
    return html`<p class="faint">${settingsWords.mayBeCleared}</p>
      <button type="button" @click=${this.#keep}>${settingsWords.keep}</button>`;
  }

  async #measure(): Promise<void> {
    this.space = await this.services.storage.measure();
  }

  async #keep(): Promise<void> {
    const kept = await this.services.storage.keep();
    this.dispatchEvent(new ToastEvent(kept ? settingsWords.kept : settingsWords.notKept));
    await this.#measure();
  }

  async #clear(): Promise<void> {
    const undo = await this.services.log.clear();
    this.dispatchEvent(new ToastEvent(settingsWords.recentsCleared, { undo }));
  }
}

function renderFigure(name: string, value: string) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function inUse({ used, quota }: SpaceInUse, language: string): string {
  if (used === null) return settingsWords.notSaid;
  const shown = formatBytes(used, language);
  return quota === null ? shown : settingsWords.inUseOf(shown, formatBytes(quota, language));
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-storage': SettingsStorage;
  }
}
