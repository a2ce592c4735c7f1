import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RecentCall } from '../calls/recent-call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import './avatar.ts';
import { bring } from './bring.ts';
import { formatWhen } from './formats.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { placeCall } from './place-call.ts';
import { recentStyles } from './recent-styles.ts';
import { recentWords } from './recent-words.ts';
import { routeHash } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { WakeUp } from './wake-up.ts';
import { lastClaim, whoIs } from './who.ts';
import { words } from './words.ts';

/** The calls that were, newest first, each one tap from being made again. */
@customElement('tin-recents')
@localized()
export class Recents extends LitElement {
  static override readonly styles = [
    shared,
    recentStyles,
    css`
      /* Others look for it also while nothing is in it, and what has no size counts as hidden. */
      ul {
        min-block-size: 1px;
      }
      .text {
        flex: 1;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
      }
      .first {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: baseline;
        column-gap: 8px;
      }
      .name {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      time {
        flex: none;
      }
    `,
  ];

  /** Whose page is open beside the list. */
  @property({ attribute: false }) open: PeerId | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  readonly #recents = new StoreController(this, () => this.services.log.recents);
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  /** “5 minutes ago” grows old. */
  readonly minute = new WakeUp(
    this,
    () => this.services.clock,
    () => 60_000,
  );

  override render() {
    const recents = this.#recents.value;
    if (recents.length === 0) bring('test-call', this);
    return html`<ul role="list" aria-label=${words.recents}>
        ${repeat(
          recents,
          ({ id }) => id,
          (call) => this.#renderCall(call),
        )}
      </ul>
      ${recents.length === 0 ? renderNone() : nothing}`;
  }

  #renderCall(call: RecentCall) {
    const { language } = this.services.system;
    const claim = lastClaim(this.#recents.value, call.peer);
    const { name, contact } = whoIs(this.#contacts.value, call.peer, claim);
    // A stranger may claim the name of somebody one knows.
    const claims = contact === null && name === claim;
    const { missed, shapes, text } = recentWords(call, language);
    const when = formatWhen(call.startedAt, this.services.clock.now(), language);
    return html`<li class="row">
      <a
        href="#${routeHash('recents', call.peer)}"
        aria-current=${call.peer === this.open ? 'true' : nothing}
      >
        <tin-avatar
          .peer=${call.peer}
          .name=${name}
          .picture=${contact?.picture ?? null}
        ></tin-avatar>
        <span class="text">
          <span class="first">
            ${
              // A sentence runs as its language does, whatever the name in it.
              claims
                ? html`<span class="name">${words.claimed(name)}</span>`
                : html`<span class="name" dir="auto">${name}</span>`
            }
            <time class="faint" datetime=${new Date(call.startedAt).toISOString()}>${when}</time>
          </span>
          <span class="what ${missed ? 'missed' : ''}"> ${icon(shapes)}<span>${text}</span> </span>
        </span>
      </a>
      <button
        type="button"
        class="plain"
        aria-label=${words.callAgainTo(name)}
        title=${words.callAgainTo(name)}
        @click=${() => placeCall(this, this.services, call.peer, call.kind)}
      >
        ${icon(call.kind === 'video' ? icons.video : icons.phone)}
      </button>
    </li>`;
  }
}

function renderNone() {
  return html`<div class="empty">
    ${icon(icons.phone)}
    <h2>${words.noRecents}</h2>
    <p class="faint">${words.noRecentsHint}</p>
    <tin-test-call centred></tin-test-call>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-recents': Recents;
  }
}
