import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RecentCall } from '../calls/recent-call.ts';
import type { RecordingKind } from '../files/recording.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { messageKey, type Message } from '../messages/message.ts';
import { addContact } from './add-contact.ts';
import './avatar.ts';
import './call-line.ts';
import { ConversationFiles } from './conversation-files.ts';
import { ConversationProgress } from './conversation-progress.ts';
import { ConversationReader } from './conversation-reader.ts';
import { rowsOf, type Row } from './conversation-rows.ts';
import { conversationStyles } from './conversation-styles.ts';
import { ConversationWriter } from './conversation-writer.ts';
import { formatDay, isSameDay } from './formats.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import './message-bubble.ts';
import { MessageDesk } from './message-desk.ts';
import type { MessageDeed, MessageDeedEvent, MessageDialog } from './message-dialog.ts';
import * as messageIcons from './message-icons.ts';
import { messageWords } from './message-words.ts';
import { openLate } from './open-late.ts';
import { personWords } from './person-words.ts';
import { homeOf, placeCall } from './place-call.ts';
import { routeHash } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { shownName } from './shown-name.ts';
import { stepBack } from './step-back.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { UnreadWatch } from './unread-watch.ts';
import { lastClaim, whoIs, type Who } from './who.ts';
import { words } from './words.ts';

/** What two people write to each other. */
@customElement('tin-conversation')
@localized()
export class ConversationScreen extends LitElement {
  static override readonly styles = [shared, conversationStyles];

  @property({ attribute: false }) peer!: PeerId;
  /** A call lies over it, which no observer sees. */
  @property({ attribute: false }) covered = false;
  /** The place of the message that is to be shown; null shows what is new. */
  @property({ attribute: false }) at: number | null = null;
  /** What is to be recorded here at once; fires `tin-leaves` when it is. */
  @property({ attribute: false }) leaves: RecordingKind | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private more: Message | null = null;
  @query('h1') private readonly heading!: HTMLElement;
  @query('.log') private readonly log!: HTMLElement | null;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #recents = new StoreController(this, () => this.services.log.recents);
  readonly #going = new StoreController(this, () => this.services.going.all);
  readonly #progress: ConversationProgress = new ConversationProgress(this, {
    services: () => this.services,
    peer: () => this.peer,
  });
  readonly #files: ConversationFiles = new ConversationFiles(this, {
    services: () => this.services,
    peer: () => this.peer,
    isOpen: () => this.#isOpen,
  });
  readonly #messages: MessageDesk = new MessageDesk(this, () => this.services, this.#files.desk);
  readonly #reader: ConversationReader = new ConversationReader(this, {
    services: () => this.services,
    peer: () => this.peer,
    at: () => this.at,
    box: () => this.log,
    opened: (chats) => void this.#writer.resume(chats),
    moved: (passage) => this.#writer.moved(passage),
  });
  readonly #writer: ConversationWriter = new ConversationWriter(this, {
    services: () => this.services,
    peer: () => this.peer,
    reader: this.#reader,
    desk: this.#files.desk,
  });
  readonly unread = new UnreadWatch(this, this.#reader, {
    services: () => this.services,
    peer: () => this.peer,
    covered: () => this.covered,
  });

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.more = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('peer')) this.#open();
    else if (changed.has('at') && this.at !== null) this.#reader.seek(this.at);
    if (this.leaves !== null && this.#reader.passage !== null) {
      void this.#writer.record(this.leaves);
      this.dispatchEvent(new Event('tin-leaves'));
    }
  }

  override render() {
    const who = this.#who;
    return html`
      ${this.#renderHeader(who)} ${this.#renderLog(who)}
      ${this.#reader.isAtEnd ? nothing : this.#renderToEnd()} ${this.#files.renderPreparing()}
      ${this.#files.renderOffered(this.#reader.offers)}
      <footer>${this.#renderFooter(who)}</footer>
      ${this.#renderMore()} ${this.#files.renderDrop()}
    `;
  }

  get #who(): Who {
    return whoIs(this.#contacts.value, this.peer, lastClaim(this.#recents.value, this.peer));
  }

  #renderHeader(who: Who) {
    return html`<header>
      <a
        class="back"
        href="#${routeHash('messages')}"
        aria-label=${words.back}
        @click=${(event: MouseEvent) => stepBack(event, this.services.system)}
        >${icon(icons.arrowLeft)}</a
      >
      <a class="who" href="#${routeHash('contacts', who.id)}">
        <tin-avatar
          .peer=${who.id}
          .name=${who.name}
          .picture=${who.contact?.picture ?? null}
        ></tin-avatar>
        <span class="named">
          <h1 class="clip" dir="auto" tabindex="-1">${shownName(who)}</h1>
          ${
            this.#reader.isWriting
              ? html`<span class="faint">${messageWords.isWriting}</span>`
              : nothing
          }
        </span>
      </a>
      ${this.#renderCall('voice')} ${this.#renderCall('video')}
    </header>`;
  }

  #renderCall(kind: 'voice' | 'video') {
    const label = kind === 'voice' ? words.voiceCall : words.videoCall;
    return html`<button
      type="button"
      class="plain"
      aria-label=${label}
      title=${label}
      @click=${() => placeCall(this, this.services, this.peer, kind)}
    >
      ${icon(kind === 'voice' ? icons.phone : icons.video)}
    </button>`;
  }

  #renderLog({ name }: Who) {
    const { isLost, isFilling, scrolled } = this.#reader;
    return html`<div
      class="log"
      role="log"
      aria-label=${messageWords.conversationWith(name)}
      aria-live=${isFilling ? 'off' : nothing}
      tabindex="0"
      @scroll=${scrolled}
    >
      ${isLost ? html`<p role="alert">${messageWords.notRead}</p>` : nothing}
      <ol role="list">
        ${this.#renderRows(name)}
      </ol>
      ${this.#waits ? html`<p class="arrives faint">${messageWords.arrives(name)}</p>` : nothing}
    </div>`;
  }

  #renderToEnd() {
    return html`<div class="end">
      <button
        type="button"
        aria-label=${messageWords.toEnd}
        title=${messageWords.toEnd}
        @click=${this.#reader.toEnd}
      >
        ${icon(messageIcons.down)}
      </button>
    </div>`;
  }

  #renderRows(name: string) {
    const { passage } = this.#reader;
    if (passage === null) return nothing;
    const rows = rowsOf(passage, this.#recents.value, this.peer);
    return html`${repeat(
      rows,
      (row) => (row.kind === 'call' ? row.call.id : row.at),
      (row, i) =>
        html`${this.#renderDay(row, rows[i - 1])}${
          row.kind === 'call'
            ? this.#renderPastCall(row.call)
            : this.#renderMessage(row.message, rows[i - 1], name)
        }`,
    )}${
      passage.messages.length === 0
        ? html`<li class="calm faint">${messageWords.noneWith}</li>`
        : nothing
    }`;
  }

  #renderDay({ at }: Row, before: Row | undefined) {
    if (before && isSameDay(before.at, at)) return nothing;
    const { system, clock } = this.services;
    return html`<li class="day">${formatDay(at, clock.now(), system.language)}</li>`;
  }

  #renderPastCall(call: RecentCall) {
    return html`<li class="call">
      <tin-call-line
        .call=${call}
        .language=${this.services.system.language}
        @tin-call-back=${() => placeCall(this, this.services, this.peer, call.kind)}
      ></tin-call-line>
    </li>`;
  }

  /** Neither they nor a friend have the last message of one’s own. */
  get #waits(): boolean {
    const { passage } = this.#reader;
    const last = passage?.messages.findLast(({ mine, text }) => mine && text !== null);
    if (!last || passage?.hasNewer || !this.#isOpen) return false;
    return this.#progress.of(last) === 'waiting' && this.#progress.friendsWith(last) === 0;
  }

  #renderMessage(said: Message, before: Row | undefined, name: string) {
    const isGoing = this.#going.value.some((one) => messageKey(one) === messageKey(said));
    const message = isGoing ? { ...said, text: null, file: null } : said;
    const { at, mine } = message;
    const turn = before?.kind === 'message' && before.message.mine !== mine;
    const fresh = at === this.#reader.newFrom;
    const replied = this.#reader.repliedBy(message);
    return html`${fresh ? html`<li class="new">${messageWords.fresh}</li>` : nothing}
      <li
        class=${classMap({ mine, turn, sought: at === this.at })}
        tabindex=${at === this.at ? -1 : nothing}
        data-at=${at}
      >
        <tin-message-bubble
          .message=${message}
          .mine=${mine}
          .name=${name}
          .replied=${replied}
          .friends=${this.#progress.friendsWith(message)}
          .progress=${this.#progress.of(message)}
          .language=${this.services.system.language}
          @tin-more=${() => this.#openMore(message)}
          @tin-quote=${() => replied && this.#reader.seek(replied.at)}
          >${this.#files.renderOf(message, name)}</tin-message-bubble
        >
      </li>`;
  }

  #renderMore() {
    if (this.more === null) return nothing;
    return html`<tin-message-dialog
      .message=${this.more}
      .isHere=${this.#files.has(this.more)}
      .waits=${this.#progress.waits(this.more)}
      .isApart=${!this.#isOpen}
      @close=${() => (this.more = null)}
      @tin-message-deed=${({ target, deed }: MessageDeedEvent) =>
        this.#do((target as MessageDialog).message, deed)}
    ></tin-message-dialog>`;
  }

  /** Something can go to them. */
  get #isOpen(): boolean {
    return this.#who.contact?.blocked === false;
  }

  #renderFooter(who: Who) {
    if (who.contact === null) return this.#renderStranger(who);
    return who.contact.blocked ? this.#renderBlocked(who) : this.#writer.render(who.name);
  }

  #renderBlocked({ id, name }: Who) {
    return html`<div class="stranger">
      <p class="faint">${messageWords.blocked(name)}</p>
      <button type="button" @click=${() => void this.services.contacts.block(id, false, name)}>
        ${personWords.unblock}
      </button>
    </div>`;
  }

  #renderStranger({ id, name }: Who) {
    const home = homeOf(this.services, id);
    return html`<div class="stranger">
      <p class="faint">${messageWords.onlyContacts}</p>
      <button
        type="button"
        @click=${() => void addContact(this, this.services.contacts, id, name, home)}
      >
        ${icon(icons.userPlus)}<span>${words.addContact}</span>
      </button>
    </div>`;
  }

  #open(): void {
    this.more = null;
    this.#writer.close();
    this.#files.load();
    this.#reader.open();
  }

  #openMore(message: Message): void {
    const open = () => (this.more = message);
    void openLate(this, this.services, () => import('./message-dialog.ts'), open);
  }

  #do(message: Message, deed: MessageDeed): void {
    const { text } = message;
    const chats = this.services.chats.value;
    if (text === null || chats === null) return;
    if (deed.kind === 'reply' || deed.kind === 'edit') this.#writer.begin(deed.kind, message);
    else this.#messages.do(chats, message, text, deed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-conversation': ConversationScreen;
  }
}
