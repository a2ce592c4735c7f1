import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CallKind } from '../calls/call.ts';
import type { Contact } from '../contacts/contact.ts';
import { searchContacts } from '../contacts/contacts.ts';
import { formatAddress, readDialText, type Callee } from '../identity/dial-text.ts';
import type { Host } from '../identity/host.ts';
import { formatPeerId, type PeerId } from '../identity/peer-id.ts';
import { wordsOf } from '../lib/search-text.ts';
import { addContact } from './add-contact.ts';
import './avatar.ts';
import { bring } from './bring.ts';
import { dialStyles } from './dial-styles.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { openLate } from './open-late.ts';
import { dial, homeOf, whyNotDial } from './place-call.ts';
import { routeHash } from './route.ts';
import type { ScannedEvent } from './scanned.ts';
import { servicesContext, type Services } from './services.ts';
import { KeyboardRoom } from './keyboard-room.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { whoIs } from './who.ts';
import { words, type DialProblem } from './words.ts';

const mostSuggestions = 5;

/** The one field to find or dial somebody: by name, ID or link. It never dials by itself. */
@customElement('tin-dial')
@localized()
export class Dial extends LitElement {
  static override readonly styles = [shared, dialStyles];

  /** What a link brought; each new one goes into the field. */
  @property({ attribute: false, hasChanged: isOther }) offer: Callee | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private text = '';
  /** The name that came with the ID in the field. */
  @state() private claimed: string | null = null;
  @state() private problem: DialProblem | null = null;
  @state() private naming: PeerId | null = null;
  @state() private scanning = false;
  @query('input') private readonly input!: HTMLInputElement;
  @query('.main') private readonly callButton!: HTMLButtonElement;

  readonly room = new KeyboardRoom(this);
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('offer') && this.offer !== null) {
      this.#fill(this.offer);
      this.claimed = this.offer.name;
    }
  }

  override render() {
    const read = readDialText(this.text);
    const contact =
      read.kind === 'id' ? whoIs(this.#contacts.value, read.id, this.claimed).contact : null;
    const { problem, naming } = this;
    return html`
      <form novalidate @submit=${this.#submit}>
        <label class="unseen" for="peer">${words.peerId}</label>
        <div class="field searched">
          ${icon(icons.search)}
          <input
            id="peer"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="go"
            dir="auto"
            placeholder=${words.peerIdHint}
            .value=${this.text}
            aria-invalid=${problem === null ? nothing : 'true'}
            aria-describedby=${problem === null ? 'found' : 'problem'}
            @input=${this.#typed}
          />
          ${
            this.text === ''
              ? html`<button
                  type="button"
                  class="plain"
                  aria-label=${words.scan}
                  title=${words.scan}
                  @click=${this.#scan}
                >
                  ${icon(icons.scanCode)}
                </button>`
              : html`<button
                  type="button"
                  class="plain"
                  aria-label=${words.clear}
                  @click=${this.#clear}
                >
                  ${icon(icons.close)}
                </button>`
          }
        </div>
        ${
          problem === null
            ? nothing
            : html`<p id="problem" class="problem" role="alert">${words.dialProblem(problem)}</p>`
        }
        ${this.#renderFound(contact)}
      </form>
      ${this.#renderSuggestions(this.#suggestions())}
      ${
        naming !== null && naming === contact?.id
          ? html`<tin-contact-namer
              .fresh=${true}
              .contact=${contact}
              @tin-named=${() => (this.naming = null)}
            ></tin-contact-namer>`
          : nothing
      }
      <div class="actions ${this.text === '' ? 'idle' : ''}">
        <button type="button" class="tile main" @click=${() => this.#dial('voice')}>
          ${icon(icons.phone)}<span>${words.voiceCall}</span>
        </button>
        <button type="button" class="tile main" @click=${() => this.#dial('video')}>
          ${icon(icons.video)}<span>${words.videoCall}</span>
        </button>
        <button type="button" class="tile" @click=${this.#message}>
          ${icon(icons.messages)}<span>${words.message}</span>
        </button>
        ${
          contact
            ? nothing
            : html`<button type="button" class="tile" @click=${this.#add}>
                ${icon(icons.userPlus)}<span>${words.addContact}</span>
              </button>`
        }
      </div>
      ${
        this.scanning
          ? html`<tin-scan-dialog
              @tin-scanned=${this.#scanned}
              @close=${() => (this.scanning = false)}
            ></tin-scan-dialog>`
          : nothing
      }
    `;
  }

  #renderFound(contact: Contact | null) {
    if (contact && contact.name !== formatPeerId(contact.id)) {
      return html`<p id="found" class="found"><span dir="auto">${contact.name}</span></p>`;
    }
    if (this.claimed === null) return nothing;
    return html`<p id="found" class="found faint">${words.claimedByLink(this.claimed)}</p>`;
  }

  #renderSuggestions(found: readonly Contact[]) {
    if (found.length === 0) return nothing;
    return html`<ul aria-label=${words.suggestions}>
      ${found.map(
        (contact) =>
          html`<li>
            <button type="button" class="suggestion" @click=${() => this.#choose(contact)}>
              <tin-avatar
                .peer=${contact.id}
                .name=${contact.name}
                .picture=${contact.picture}
              ></tin-avatar>
              <span dir="auto">${contact.name}</span>
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #suggestions(): Contact[] {
    return this.#found().slice(0, mostSuggestions);
  }

  #found(): Contact[] {
    if (this.text.trim() === '' || readDialText(this.text).kind === 'id') return [];
    const found = searchContacts(
      this.#contacts.value.values(),
      this.text,
      this.services.system.language,
    );
    return found.filter(({ blocked }) => !blocked);
  }

  /** Who is meant by a name: the only one who is called just that, or else is found by it. */
  #meant(): Contact | null {
    // Marks alone are found with everybody.
    if (wordsOf(this.text).length === 0) return null;
    const found = this.#found();
    const called = found.filter(({ name }) => isSame(name, this.text));
    const [only, ...others] = called.length > 0 ? called : found;
    return only && others.length === 0 ? only : null;
  }

  #typed(): void {
    this.text = this.input.value;
    this.problem = null;
    this.naming = null;
    const read = readDialText(this.text);
    this.claimed = read.kind === 'id' ? read.name : null;
  }

  #clear(): void {
    this.#empty();
    this.input.focus();
  }

  #scan(): void {
    // Whoever types meanwhile has found another way.
    const open = () => (this.scanning = this.text === '');
    void openLate(this, this.services, () => import('./scan-dialog.ts'), open);
  }

  async #scanned({ person }: ScannedEvent): Promise<void> {
    this.#fill(person);
    this.claimed = person.name;
    this.scanning = false;
    await this.updateComplete;
    // The next thing to press, and not the field, which would bring up the keyboard.
    this.callButton.focus();
  }

  #choose(contact: Contact): void {
    this.#fill(contact);
    this.input.focus();
  }

  #fill({ id, home }: { readonly id: PeerId; readonly home: Host | null }): void {
    this.text = formatAddress(id, this.#unlessOwn(home));
    this.#forget();
  }

  #empty(): void {
    this.text = '';
    this.#forget();
    // The same link has to be another address next time; a page that is loaded anew would fill it in again.
    if (this.offer !== null) this.services.system.go(routeHash('recents'), { instead: true });
  }

  #forget(): void {
    this.claimed = null;
    this.problem = null;
    this.naming = null;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const first = this.#meant() ?? this.#suggestions()[0];
    if (first) this.#choose(first);
    else this.#dial('voice');
  }

  #dial(kind: CallKind): void {
    const callee = this.#callee();
    if (callee === null) return;
    const { id, home } = callee;
    const why = whyNotDial(this.services, id);
    if (why !== null) return this.#refuse(why);
    // Keys belong to the call now, and the field to the next one.
    this.input.blur();
    this.#empty();
    dial(this.services, id, kind, home);
  }

  #message(): void {
    const callee = this.#callee();
    if (callee === null) return;
    this.#empty();
    this.services.system.go(routeHash('messages', callee.id));
  }

  async #add(): Promise<void> {
    const callee = this.#readCallee();
    if (callee === null) return;
    const { id, home } = callee;
    const { contacts } = this.services;
    bring('namer', this);
    this.naming = id;
    await addContact(this, contacts, id, this.claimed, home);
  }

  /** Who is in the field, by name or ID; else the problem is told there. */
  #callee(): Pick<Callee, 'id' | 'home'> | null {
    const meant = this.#meant();
    return meant ? { id: meant.id, home: homeOf(this.services, meant.id) } : this.#readCallee();
  }

  /** Whose ID is in the field; else the problem is told there. */
  #readCallee(): Pick<Callee, 'id' | 'home'> | null {
    const read = readDialText(this.text);
    if (read.kind === 'wrong') {
      this.#refuse(this.#suggestions().length > 0 ? 'several' : read.problem);
      return null;
    }
    if (read.id === this.services.ownId) {
      this.#refuse('own');
      return null;
    }
    this.problem = null;
    // Whoever is sought here by that address belongs here now.
    const isHere = read.home === this.services.broker;
    if (isHere) void this.services.contacts.moved(read.id, null).catch(() => undefined);
    const home = read.home ?? homeOf(this.services, read.id);
    return { id: read.id, home: this.#unlessOwn(home) };
  }

  #unlessOwn(home: Host | null): Host | null {
    return home === this.services.broker ? null : home;
  }

  #refuse(problem: DialProblem): void {
    this.problem = problem;
    this.input.focus();
  }
}

/** Case, accents and punctuation don't matter. */
function isSame(name: string, text: string): boolean {
  return wordsOf(name).join(' ') === wordsOf(text).join(' ');
}

function isOther(now: Callee | null, before?: Callee | null): boolean {
  return now?.id !== before?.id || now?.home !== before?.home || now?.name !== before?.name;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-dial': Dial;
  }
}
