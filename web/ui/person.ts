import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RecentCall } from '../calls/recent-call.ts';
import { formatAddress } from '../identity/dial-text.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { addContact } from './add-contact.ts';
import './avatar.ts';
import './contact-namer.ts';
import { ToastEvent } from './events.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { formatWhen } from './formats.ts';
import { icon } from './icon.ts';
import * as pageIcons from './page-icons.ts';
import * as icons from './icons.ts';
import { introductionWords } from './introduction-words.ts';
import { openLate } from './open-late.ts';
import { personStyles } from './person-styles.ts';
import { homeOf, placeCall } from './place-call.ts';
import { callQualitySlot } from './quality-slots.ts';
import { recentStyles } from './recent-styles.ts';
import { recentWords } from './recent-words.ts';
import { routeHash, type Page } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import './save-conversation.ts';
import { shownName } from './shown-name.ts';
import { stepBack } from './step-back.ts';
import { StoreController } from './store-controller.ts';
import { personWords } from './person-words.ts';
import { shared } from './styles.ts';
import { lastClaim, whoIs, type Who } from './who.ts';
import { takesFiles } from './takes-files.ts';
import { words } from './words.ts';

/** So many of the last calls are shown until all are wanted. */
const lastCalls = 10;

/** Everything about one person: contact or stranger. */
@customElement('tin-person')
@localized()
export class Person extends LitElement {
  static override readonly styles = [shared, recentStyles, personStyles];

  @property({ attribute: false }) peer!: PeerId;
  /** Where “Back” leads. */
  @property({ attribute: false }) page: Page = 'contacts';

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('h1') private readonly heading!: HTMLElement;
  @query('#history') private readonly historyHeading!: HTMLElement;
  @state() private introducing = false;
  @state() private showsAll = false;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #recents = new StoreController(this, () => this.services.log.recents);
  readonly focusKeeper = new FocusKeeper(this, { row: 'li', rest: () => this.historyHeading });

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  override render() {
    const calls = this.#recents.value.filter(({ peer }) => peer === this.peer);
    const who = whoIs(this.#contacts.value, this.peer, lastClaim(calls, this.peer));
    const blocked = this.#contacts.value.get(this.peer)?.blocked ?? false;
    return html`
      <a
        class="back"
        href="#${routeHash(this.page)}"
        @click=${(event: MouseEvent) => stepBack(event, this.services.system)}
        >${icon(icons.arrowLeft)}<span>${words.back}</span></a
      >
      <div class="who">
        <tin-avatar
          .peer=${who.id}
          .name=${who.name}
          .picture=${who.contact?.picture ?? null}
        ></tin-avatar>
        <h1 dir="auto" tabindex="-1">${shownName(who)}</h1>
        ${who.contact === null ? html`<p class="faint">${personWords.notAContact}</p>` : nothing}
        ${blocked ? html`<p class="problem">${personWords.blocked}</p>` : nothing}
      </div>
      ${this.#renderActions(who)}
      <section>
        <h2>${personWords.peerIdOf}</h2>
        <div class="line">
          <bdi dir="ltr">${this.#address}</bdi>
          <button
            type="button"
            class="plain"
            aria-label=${personWords.copyId}
            title=${personWords.copyId}
            @click=${this.#copy}
          >
            ${icon(pageIcons.copy)}
          </button>
        </div>
        ${
          who.contact
            ? html`<tin-contact-namer .contact=${who.contact}></tin-contact-namer>`
            : nothing
        }
      </section>
      <section>
        <h2 id="history" tabindex="-1">${personWords.history}</h2>
        ${
          calls.length === 0
            ? html`<p class="faint">${personWords.noHistory}</p>`
            : html`<ul role="list" aria-label=${personWords.history}>
                ${repeat(
                  this.showsAll ? calls : calls.slice(0, lastCalls),
                  ({ id }) => id,
                  (call) => this.#renderCall(call, who),
                )}
              </ul>`
        }
        ${
          this.showsAll || calls.length <= lastCalls
            ? nothing
            : html`<button type="button" @click=${this.#showAll}>${personWords.showAll}</button>`
        }
        ${
          who.contact
            ? takesFiles(who.contact, this.services.system.language, (upTo) =>
                this.services.contacts.takeFiles(who.id, upTo),
              )
            : nothing
        }
        <tin-save-conversation .who=${who}></tin-save-conversation>
      </section>
      ${this.#renderLast(who, blocked)}
    `;
  }

  #renderActions(who: Who) {
    const { contact } = who;
    const call = (kind: 'voice' | 'video') => () => placeCall(this, this.services, who.id, kind);
    return html`<div class="actions">
      <button type="button" class="tile main" @click=${call('voice')}>
        ${icon(icons.phone)}<span>${words.voiceCall}</span>
      </button>
      <button type="button" class="tile main" @click=${call('video')}>
        ${icon(icons.video)}<span>${words.videoCall}</span>
      </button>
      <button
        type="button"
        class="tile"
        @click=${() => this.services.system.go(routeHash('messages', who.id))}
      >
        ${icon(icons.messages)}<span>${words.message}</span>
      </button>
      ${
        contact
          ? html`<button
              type="button"
              class="tile favourite"
              aria-pressed=${contact.favourite ? 'true' : 'false'}
              @click=${() => void this.services.contacts.favour(who.id, !contact.favourite)}
            >
              ${icon(pageIcons.star)}<span>${personWords.favourite}</span>
            </button>`
          : html`<button type="button" class="tile" @click=${() => this.#add(who)}>
              ${icon(icons.userPlus)}<span>${words.addContact}</span>
            </button>`
      }
      ${
        contact && !contact.blocked
          ? html`<button type="button" class="tile" @click=${this.#introduce}>
              ${icon(icons.users)}<span>${introductionWords.introduce}</span>
            </button>`
          : nothing
      }
      ${
        this.introducing && contact
          ? html`<tin-introduce-dialog
              .contact=${contact}
              @close=${() => (this.introducing = false)}
            ></tin-introduce-dialog>`
          : nothing
      }
    </div>`;
  }

  #renderCall(call: RecentCall, who: Who) {
    const { language } = this.services.system;
    const { missed, shapes, text } = recentWords(call, language);
    const when = formatWhen(call.startedAt, this.services.clock.now(), language);
    return html`<li class="line">
      <span class="what ${missed ? 'missed' : ''}">${icon(shapes)}<span>${text}</span></span>
      <time class="faint" datetime=${new Date(call.startedAt).toISOString()}>${when}</time>
      <button
        type="button"
        class="plain"
        aria-label=${personWords.removeCall(who.name, when)}
        @click=${() => this.#forget(call)}
      >
        ${icon(icons.close)}
      </button>
      ${callQualitySlot(call, this)}
    </li>`;
  }

  #renderLast(who: Who, blocked: boolean) {
    return html`<section>
      <div class="last">
        <button
          type="button"
          aria-pressed=${blocked ? 'true' : 'false'}
          aria-describedby="block-hint"
          @click=${() => void this.services.contacts.block(who.id, !blocked, who.name)}
        >
          ${icon(pageIcons.ban)}<span>${personWords.block}</span>
        </button>
        ${
          who.contact
            ? html`<button type="button" class="remove" @click=${() => this.#remove(who)}>
                ${icon(pageIcons.trash)}<span>${personWords.remove}</span>
              </button>`
            : nothing
        }
      </div>
      <p id="block-hint" class="faint">${personWords.blockHint}</p>
    </section>`;
  }

  /** With the server of somebody who belongs to another one. */
  get #address(): string {
    return formatAddress(this.peer, homeOf(this.services, this.peer));
  }

  async #copy(): Promise<void> {
    const copied = await this.services.system.copy(this.#address);
    this.dispatchEvent(new ToastEvent(copied ? words.idCopied : words.copyRefused));
  }

  #introduce(): void {
    const open = () => (this.introducing = true);
    void openLate(this, this.services, () => import('./introduce-dialog.ts'), open);
  }

  #add({ id, name }: Who): Promise<void> {
    return addContact(this, this.services.contacts, id, name, homeOf(this.services, id));
  }

  async #remove({ id, name }: Who): Promise<void> {
    const undo = await this.services.contacts.remove(id);
    this.dispatchEvent(new ToastEvent(personWords.removed(name), { undo }));
    this.services.system.goBack(routeHash(this.page));
  }

  async #showAll(): Promise<void> {
    this.showsAll = true;
    await this.updateComplete;
    const [first] = this.renderRoot.querySelectorAll<HTMLElement>(
      `li:nth-child(${lastCalls + 1}) button`,
    );
    first?.focus();
  }

  async #forget({ id }: RecentCall): Promise<void> {
    const undo = await this.services.log.remove(id);
    this.dispatchEvent(new ToastEvent(personWords.callRemoved, { undo }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-person': Person;
  }
}
