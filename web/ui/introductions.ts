import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { liveCall } from '../calls/call.ts';
import type { Introduction } from '../contacts/introduction.ts';
import { ToastEvent } from './events.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { introductionWords } from './introduction-words.ts';
import { offerStyles } from './offer-styles.ts';
import { routeHash } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { whoIs } from './who.ts';
import { words } from './words.ts';

/** People whom contacts have introduced, until the owner takes them in or not; they wait while a call is live. */
@customElement('tin-introductions')
@localized()
export class Introductions extends LitElement {
  static override readonly styles = [shared, offerStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('[role=status]') private readonly region!: HTMLElement;
  readonly #calls = new StoreController(this, () => this.services.phone.calls);
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #introduced = new StoreController(this, () => this.services.introduced);
  readonly focusKeeper = new FocusKeeper(this, {
    row: '.offer',
    // Whoever calls gets the focus.
    rest: () => (this.#isBusy ? null : this.region),
  });

  override render() {
    const shown = this.#isBusy ? [] : [...this.#introduced.value.values()];
    return html`<div role="status" tabindex="-1" aria-label=${introductionWords.introductions}>
      ${repeat(
        shown,
        ({ person }) => person,
        (introduction) => this.#renderOne(introduction),
      )}
    </div>`;
  }

  get #isBusy(): boolean {
    return liveCall(this.#calls.value) !== null;
  }

  #renderOne(introduction: Introduction) {
    const { name, by } = introduction;
    const friend = whoIs(this.#contacts.value, by, null).name;
    return html`<div class="offer">
      <p class="text">
        ${icon(icons.userPlus)}<span>${introductionWords.introduced(friend, name)}</span>
      </p>
      <div class="actions">
        <button type="button" class="plain" @click=${() => this.#dismiss(introduction)}>
          ${introductionWords.notNow}
        </button>
        <button type="button" class="main" @click=${() => this.#take(introduction)}>
          ${words.addContact}
        </button>
      </div>
    </div>`;
  }

  async #take({ person, name }: Introduction): Promise<void> {
    await this.services.company.value?.introductions.take(person);
    this.dispatchEvent(new ToastEvent(words.addedAs(name)));
    this.services.system.go(routeHash('contacts', person));
  }

  async #dismiss({ person, name }: Introduction): Promise<void> {
    const undo = await this.services.company.value?.introductions.dismiss(person);
    if (undo) this.dispatchEvent(new ToastEvent(introductionWords.dismissed(name), { undo }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-introductions': Introductions;
  }
}
