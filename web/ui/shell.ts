import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { keyed } from 'lit/directives/keyed.js';
import {
  isAccepted,
  isLive,
  liveCall,
  ringsHere,
  type Call,
  type CallId,
  type CallKind,
} from '../calls/call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { addContact } from './add-contact.ts';
import { bring } from './bring.ts';
import { CallLayer } from './call-layer.ts';
import { ringingCall, shownCall } from './current-call.ts';
import './dial.ts';
import type { CallVerb, CallVerbEvent } from './events.ts';
import { FocusSteps } from './focus-steps.ts';
import { formatNumber } from './formats.ts';
import { KeyHelp } from './key-help.ts';
import './line-banner.ts';
import { mediaFirst } from './media-first.ts';
import { MediaQuery } from './media-query.ts';
import './navigation.ts';
import './nothing-open.ts';
import './own-id.ts';
import { placeCall } from './place-call.ts';
import './recents-page.ts';
import { readRoute, routeHash, type Page, type Route } from './route.ts';
import { SecondCaller } from './second-caller.ts';
import { servicesContext, type Services } from './services.ts';
import { Speaking } from './speaking.ts';
import { shellStyles } from './shell-styles.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import './toasts.ts';
import { focusedElement, isNowhere } from './focus.ts';
import { whoIs, withLastClaim } from './who.ts';
import { words } from './words.ts';

/** The running phone: navigation, a list, a person beside or over it, and the call above all. */
@customElement('tin-shell')
@localized()
export class Shell extends LitElement {
  static override readonly styles = [shared, shellStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** The call whose screen was left for something else. */
  @state() private left: CallId | null = null;
  /** The call that rings as a card on a phone too: Back took its screen away. */
  @state() private aside: CallId | null = null;

  /** What is to be left to somebody who did not answer, until their conversation is there. */
  @state() private leaves: { readonly to: PeerId; readonly kind: CallKind } | null = null;

  readonly #hash = new StoreController(this, () => this.services.system.hash);
  readonly #calls = new StoreController(this, () => this.services.phone.calls);
  readonly #unseen = new StoreController(this, () => this.services.unseen);
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #conversations = new StoreController(this, () => this.services.conversations);
  readonly #settings = new StoreController(this, () => this.services.settings.all);
  readonly #narrow = new MediaQuery(this, '(max-width: 599.98px)');
  readonly #wide = new MediaQuery(this, '(min-width: 900px)');
  /** A phone on its side. */
  readonly #flat = new MediaQuery(this, '(max-height: 479.98px) and (max-width: 1023.98px)');
  /** Who has a mouse has a keyboard. */
  readonly #fine = new MediaQuery(this, '(pointer: fine)');
  readonly #focus = new FocusSteps(this);
  readonly speaking = new Speaking(this, () => this.services);
  readonly keyHelp = new KeyHelp(this, () => this.services);
  readonly secondCaller = new SecondCaller(
    this,
    () => this.services,
    (to) => this.#write(to),
  );
  /** On a phone the back button minimises a call. */
  readonly layer = new CallLayer(this, {
    layer: () => this.services.system.layer,
    covering: () => this.#covering()?.id ?? null,
    left: (id) => this.#steppedFrom(id),
    returned: (id) => this.#steppedTo(id),
  });
  @query('.scroll') private readonly scroller!: HTMLElement;
  #lastHash: string | null = null;
  #page: Page | null = null;
  /** The call whose accepting made way for its media; what follows is shown at once. */
  #drawn: CallId | null = null;
  /** To whom somebody is about to write, until the field for it has the focus. */
  #writes: PeerId | null = null;

  constructor() {
    super();
    this.addEventListener('click', (event) => this.#clicked(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void customElements.whenDefined('tin-call-screen').then(() => this.requestUpdate());
  }

  protected override async scheduleUpdate(): Promise<void> {
    const call = shownCall(this.#calls.value);
    if (call !== null && isAccepted(call) && call.id !== this.#drawn) {
      this.#drawn = call.id;
      if (this.hasUpdated) await mediaFirst(call, this.services.media);
    }
    await super.scheduleUpdate();
  }

  override willUpdate(): void {
    const hash = this.#hash.value;
    if (hash !== this.#lastHash) {
      const route = readRoute(hash);
      const before = this.#lastHash === null ? null : readRoute(this.#lastHash);
      if (before !== null && !isDialled(before, route)) this.#wentTo(route);
      if (before !== null && !this.#wide.holds) this.#takeFocus(before, route);
      this.#bringWhatShows(route);
    }
    this.#lastHash = hash;
    if (this.#calls.value.size > 0) bring('calling', this);
    applyTheme(this.#settings.value.theme);
  }

  override updated(): void {
    this.#intoField();
    const { page } = readRoute(this.#hash.value);
    // What is hidden can't be scrolled, and is where it was when one comes back to it.
    if (page === this.#page || this.scroller.hidden) return;
    this.#page = page;
    // Each page is read from its beginning.
    this.scroller.scrollTop = 0;
  }

  override render() {
    const route = readRoute(this.#hash.value);
    const calls = this.#calls.value;
    const shown = shownCall(calls);
    const call = shown && withLastClaim(shown, this.services.log.recents.value);
    const ringing = this.#ringing;
    const ringsOver = this.#ringsOver !== null;
    const away = call !== null && this.#isAway(call, route);
    const covered = call !== null && !away && isCallingHere();
    const talks = route.page === 'messages' && route.person !== null;
    const below = covered ? 'tin-call-screen' : talks ? 'tin-conversation' : null;
    return html`
      <tin-navigation
        .page=${route.page}
        .missed=${this.#missed}
        .unread=${this.#unread}
        ?inert=${ringsOver || (covered && this.#fills)}
      ></tin-navigation>
      <tin-toasts
        .below=${below}
        class=${classMap({
          'over-call': covered,
          'below-header': below !== null,
        })}
      ></tin-toasts>
      <main>
        ${ringing === null ? nothing : this.#renderRinging(ringing)}
        <div class="panes" ?inert=${ringsOver || (covered && !this.#beside)}>
          ${this.#renderList(route, away ? call : null)}
          ${this.#renderDetail(route, covered && this.#beside, ringsOver || covered)}
        </div>
        ${call === null ? nothing : this.#renderCall(call, away, route)}
      </main>
      ${
        // A call goes first.
        route.isShare && liveCall(calls) === null
          ? html`<tin-send-to .from=${this}></tin-send-to>`
          : nothing
      }
      <tin-announcer></tin-announcer>
    `;
  }

  #renderList(route: Route, away: Call | null) {
    const aside = route.person !== null && !this.#wide.holds;
    return html`<div class="list ${aside ? 'beside' : ''}">
      ${away === null ? nothing : this.#renderMini(away)}
      <div class="scroll" ?hidden=${aside}>
        <tin-line-banner></tin-line-banner>
        <tin-introductions></tin-introductions>
        <tin-offers></tin-offers>
        <div class="top">
          <tin-own-id .asked=${route.asked}></tin-own-id>
          <tin-dial
            .offer=${route.dial}
            ?hidden=${this.#narrow.holds && route.page === 'settings'}
          ></tin-dial>
        </div>
        <h1 class="unseen">${words[route.page]}</h1>
        ${renderPage(route)}
      </div>
    </div>`;
  }

  /** What a call has the place of stays as it is: somebody may have recorded a message, or typed one. */
  #renderDetail(route: Route, hidden: boolean, covered: boolean) {
    if (route.person === null) {
      return this.#wide.holds && !hidden
        ? html`<tin-nothing-open class="detail"></tin-nothing-open>`
        : nothing;
    }
    if (route.page === 'messages') {
      return html`<tin-conversation
        class="detail"
        ?hidden=${hidden}
        .covered=${covered}
        .peer=${route.person}
        .at=${route.at}
        .leaves=${this.leaves?.to === route.person ? this.leaves.kind : null}
        @tin-leaves=${() => (this.leaves = null)}
        @tin-field=${this.#intoField}
      ></tin-conversation>`;
    }
    return keyed(
      route.person,
      html`<tin-person
        class="detail"
        ?hidden=${hidden}
        .peer=${route.person}
        .page=${route.page}
      ></tin-person>`,
    );
  }

  #renderMini(call: Call) {
    return html`<tin-mini-call
      .call=${call}
      .who=${whoIs(this.#contacts.value, call.peer, call.claimedName)}
      .clock=${this.services.clock}
      @tin-call-verb=${(event: CallVerbEvent) => this.#obey(call, event.verb)}
    ></tin-mini-call>`;
  }

  #renderCall(call: Call, away: boolean, { page, person }: Route) {
    return html`<tin-call-screen
      class=${classMap({ away, answered: call.direction === 'incoming' })}
      ?inert=${away}
      aria-hidden=${away ? 'true' : nothing}
      .call=${call}
      .leavable=${!this.#beside}
      .behind=${away && person !== null && page === 'messages'}
      @tin-call-verb=${(event: CallVerbEvent) => this.#obey(call, event.verb)}
    ></tin-call-screen>`;
  }

  #renderRinging(call: Call) {
    return html`<tin-incoming-call
      ?aside=${this.aside === call.id}
      .call=${call}
      .flash=${this.#settings.value.flash}
      .who=${whoIs(this.#contacts.value, call.peer, call.claimedName)}
      @tin-call-verb=${(event: CallVerbEvent) => this.#obey(call, event.verb)}
    ></tin-incoming-call>`;
  }

  get #missed(): string {
    const count = this.#unseen.value;
    return count === 0 ? '' : formatNumber(count, this.services.system.language);
  }

  get #unread(): string {
    const all = [...this.#conversations.value.values()];
    const count = all.reduce((sum, { unread }) => sum + unread, 0);
    return count === 0 ? '' : formatNumber(count, this.services.system.language);
  }

  #bringWhatShows({ page, person, isShare }: Route): void {
    if (isShare) bring('send-to', this);
    if (page !== 'recents') bring(page, this);
    if (person !== null && page !== 'messages') bring('person', this);
  }

  /** A call has the place of the person, and the list stays beside it. */
  get #beside(): boolean {
    return this.#wide.holds && !this.#flat.holds;
  }

  /** A call has the whole screen, the place of the navigation too. */
  get #fills(): boolean {
    return this.#narrow.holds || this.#flat.holds;
  }

  /** Beyond 900 px a call makes room for a person only; else for whatever was gone to. */
  #isAway(call: Call, route: Route): boolean {
    return this.left === call.id && (!this.#beside || route.person !== null);
  }

  #wentTo(route: Route): void {
    if (route.person !== this.leaves?.to) this.leaves = null;
    if (route.person !== this.#writes) this.#writes = null;
    const call = shownCall(this.#calls.value);
    if (call === null) return;
    if (!this.#beside || route.person !== null) this.left = call.id;
  }

  /** A person has the place of the list, or gives it back. */
  #takeFocus(before: Route, { person }: Route): void {
    if (before.person === null && person !== null) this.#focus.leave();
    if (person !== null) void this.#focus.onto('.detail');
    else if (before.person !== null) void this.#focus.back();
  }

  /** A link to where one is already changes no address, and leads away from a call like all others. */
  #clicked(event: Event): void {
    const hash = this.#hash.value;
    const isLink = (target: EventTarget) =>
      target instanceof HTMLAnchorElement && target.hash === `#${hash}`;
    if (event.composedPath().some(isLink)) this.#wentTo(readRoute(hash));
  }

  get #ringing(): Call | null {
    return isCallingHere() ? ringingCall(this.#calls.value) : null;
  }

  /** The call that rings over the whole screen of a phone. */
  get #ringsOver(): Call | null {
    const ringing = this.#ringing;
    return this.#narrow.holds && ringing?.id !== this.aside ? ringing : null;
  }

  #covering(): Call | null {
    const ringing = this.#ringsOver;
    if (ringing !== null) return ringing;
    const call = shownCall(this.#calls.value);
    const away = call !== null && this.#isAway(call, readRoute(this.#hash.value));
    return away || this.#beside ? null : call;
  }

  #steppedFrom(id: CallId): void {
    const call = this.#calls.value.get(id);
    if (call && !isLive(call)) this.services.phone.dismiss(id);
    else if (call && ringsHere(call)) this.aside = id;
    else this.left = id;
  }

  #steppedTo(id: CallId): boolean {
    const call = this.#calls.value.get(id);
    if (!call || !isLive(call)) return false;
    this.left = null;
    this.aside = null;
    return true;
  }

  /** Opens a conversation to write in it at once; without a keyboard one that comes up would cover the screen. */
  #write(to: PeerId): void {
    this.#writes = this.#fine.holds ? to : null;
    // The conversation may be where one is already, behind a call.
    const call = liveCall(this.#calls.value);
    if (call) this.left = call.id;
    this.requestUpdate();
    // What was pressed makes way for it.
    (focusedElement() as HTMLElement | null)?.blur();
    this.services.system.go(routeHash('messages', to));
    void this.#focus.onto('.detail');
  }

  /** It may be there already, or come when it is known what was typed before. */
  readonly #intoField = (): void => {
    const conversation = this.renderRoot.querySelector('tin-conversation');
    const field = conversation?.shadowRoot?.querySelector('tin-message-field');
    if (!field?.hasUpdated || field.peer !== this.#writes) return;
    this.#writes = null;
    // Meanwhile somebody may have begun to type elsewhere.
    const isFree = conversation?.shadowRoot?.activeElement || isNowhere(focusedElement());
    if (isFree) field.focusText();
  };

  #obey(call: Call, verb: CallVerb): void {
    const { phone, contacts } = this.services;
    switch (verb.kind) {
      case 'mute':
        return phone.mute(call.id, verb.on);
      case 'camera':
        return phone.camera(call.id, verb.on);
      case 'hold':
        return phone.hold(call.id, verb.on);
      case 'screen':
        return phone.share(call.id, verb.on);
      case 'flip':
        return phone.flip(call.id);
      case 'retry':
        return phone.retry(call.id);
      case 'devices':
        return;
      case 'answer':
        this.left = null;
        return phone.answer(call.id, verb.as);
      case 'decline':
        return phone.decline(call.id);
      case 'hang-up':
        return phone.hangUp(call.id);
      case 'dismiss':
        return phone.dismiss(call.id);
      case 'again':
        return placeCall(this, this.services, call.peer, call.kind);
      case 'add':
        return void addContact(this, contacts, call.peer, call.claimedName, call.home);
      case 'reply':
        phone.decline(call.id);
        return this.#write(call.peer);
      case 'message':
        // One that goes on stays beside it.
        if (!isLive(call)) phone.dismiss(call.id);
        return this.#write(call.peer);
      case 'record':
        this.leaves = { to: call.peer, kind: verb.as };
        phone.dismiss(call.id);
        return this.services.system.go(routeHash('messages', call.peer));
      case 'leave':
        this.left = call.id;
        return void this.#focus.onto('tin-mini-call');
      case 'return':
        this.left = null;
        return void this.#focus.onto('tin-call-screen');
    }
  }
}

/** Until the part is there, nothing stands over the page. */
function isCallingHere(): boolean {
  return customElements.get('tin-call-screen') !== undefined;
}

function renderPage({ page, person }: Route) {
  switch (page) {
    case 'recents':
      return html`<tin-recents .open=${person}></tin-recents>`;
    case 'contacts':
      return html`<tin-contacts .open=${person}></tin-contacts>`;
    case 'messages':
      return html`<tin-messages .open=${person}></tin-messages>`;
    case 'settings':
      return html`<tin-settings></tin-settings>`;
  }
}

function applyTheme(theme: 'system' | 'light' | 'dark'): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  // Of the two colours of the browser's own bar the one that is wanted.
  for (const bar of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = bar.dataset['theme'];
    bar.media =
      theme === 'system' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
  }
}

/** Whom a link named has been dialled, and nobody went anywhere. */
function isDialled(before: Route, { page, person, dial }: Route): boolean {
  return before.dial !== null && page === 'recents' && person === null && dial === null;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-shell': Shell;
  }
}
