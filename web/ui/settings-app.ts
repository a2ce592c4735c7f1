import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { liveCall } from '../calls/call.ts';
import { appWords } from './app-words.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { installHere } from './install-here.ts';
import { servicesContext, type Services } from './services.ts';
import { settingsStyles } from './settings-styles.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** The app as one that is installed, updated and allowed to notify. */
@customElement('tin-settings-app')
@localized()
export class SettingsApp extends LitElement {
  static override readonly styles = [
    shared,
    settingsStyles,
    css`
      button {
        justify-self: start;
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 0;
        font-size: inherit;
        font-weight: 550;
      }
      .part {
        display: grid;
        gap: 8px;
      }
      .faint {
        max-inline-size: 60ch;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #calls = new StoreController(this, () => this.services.phone.calls);
  readonly #way = new StoreController(this, () => this.services.pwa.way);
  readonly #leave = new StoreController(this, () => this.services.pwa.leave);
  readonly #fresh = new StoreController(this, () => this.services.pwa.fresh);

  override render() {
    return html`<section>
      <h2>${appWords.app}</h2>
      ${this.#renderInstall()} ${this.#renderNotices()}
    </section>`;
  }

  #renderInstall() {
    const { pwa } = this.services;
    const way = this.#way.value;
    const steps = way === 'steps';
    return html`<div class="part">
      ${
        this.#fresh.value && !liveCall(this.#calls.value)
          ? html`<p>${appWords.fresh}</p>
              <button type="button" @click=${() => pwa.update()}>
                ${icon(pageIcons.refresh)}${appWords.update}
              </button>`
          : nothing
      }
      ${
        steps || way === 'prompt'
          ? html`<button type="button" @click=${() => installHere(this, this.services)}>
              ${icon(pageIcons.download)}${appWords.install}
            </button>`
          : nothing
      }
      <p class="faint">${appWords.installHint(way)}</p>
    </div>`;
  }

  #renderNotices() {
    const leave = this.#leave.value;
    return html`<div class="part">
      <h3>${appWords.notices}</h3>
      <p class="faint">${appWords.noticesHint(leave)}</p>
      ${
        leave === 'default'
          ? html`<button type="button" @click=${() => this.services.pwa.askLeave()}>
              ${icon(pageIcons.bell)}${appWords.allowNotices}
            </button>`
          : nothing
      }
      <p class="faint">${appWords.closedHint}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-settings-app': SettingsApp;
  }
}
