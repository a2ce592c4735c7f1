import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { liveCall } from '../calls/call.ts';
import { offerFor } from '../calls/offers.ts';
import type { Offer } from '../lib/pwa.ts';
import { appWords } from './app-words.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import { installHere } from './install-here.ts';
import { offerStyles } from './offer-styles.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** One offer at a time of what the app can do for its user; it waits while a call is live. */
@customElement('tin-offers')
@localized()
export class Offers extends LitElement {
  static override readonly styles = [shared, offerStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('[role=status]') private readonly region!: HTMLElement;
  readonly #calls = new StoreController(this, () => this.services.phone.calls);
  readonly #recents = new StoreController(this, () => this.services.log.recents);
  readonly #fresh = new StoreController(this, () => this.services.pwa.fresh);
  readonly #leave = new StoreController(this, () => this.services.pwa.leave);
  readonly #way = new StoreController(this, () => this.services.pwa.way);
  readonly #declined = new StoreController(this, () => this.services.pwa.declined);
  readonly focusKeeper = new FocusKeeper(this, {
    row: '.offer',
    // Whoever calls gets the focus.
    rest: () => (liveCall(this.#calls.value) ? null : this.region),
  });

  override render() {
    const offer = offerFor({
      calls: this.#calls.value,
      recents: this.#recents.value,
      fresh: this.#fresh.value,
      leave: this.#leave.value,
      way: this.#way.value,
      declined: this.#declined.value,
    });
    // The region stays, so that what comes into it is read aloud.
    return html`<div role="status" tabindex="-1">
      ${offer === null ? nothing : this.#renderOffer(offer)}
    </div>`;
  }

  #renderOffer(offer: Offer) {
    const { shapes, text, button, take } = this.#parts(offer);
    return html`<div class="offer">
      <p class="text">${icon(shapes)}<span>${text}</span></p>
      <div class="actions">
        <button type="button" class="plain" @click=${() => this.services.pwa.decline(offer)}>
          ${appWords.later}
        </button>
        <button type="button" class="main" @click=${take}>${button}</button>
      </div>
    </div>`;
  }

  #parts(offer: Offer) {
    const { pwa } = this.services;
    switch (offer) {
      case 'update':
        return {
          shapes: pageIcons.refresh,
          text: appWords.fresh,
          button: appWords.update,
          take: () => pwa.update(),
        };
      case 'notices':
        return {
          shapes: pageIcons.bell,
          text: appWords.noticesOffer,
          button: appWords.allowNotices,
          take: () => pwa.askLeave(),
        };
      case 'install': {
        const steps = this.#way.value === 'steps';
        return {
          shapes: pageIcons.download,
          text: appWords.installOffer,
          button: steps ? appWords.showSteps : appWords.install,
          take: () => installHere(this, this.services),
        };
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-offers': Offers;
  }
}
