import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { personWords } from './person-words.ts';
import { liveCall } from '../calls/call.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import type { Recorded, RecordingKind } from '../files/recording.ts';
import { isHere, type Shown } from '../files/transfer.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { MessageId } from '../links/messages.ts';
import type { Chats } from '../messages/chats.ts';
import { afterFrame } from '../lib/after-frame.ts';
import { progress, type Progress } from '../messages/conversation.ts';
import { friendsWith } from '../messages/errand.ts';
import type { Message } from '../messages/message.ts';
import type { Passage, Reading } from '../messages/reading.ts';
import { addContact } from './add-contact.ts';
import './avatar.ts';
import './call-line.ts';
import { rowsOf, type Row } from './conversation-rows.ts';
import { conversationStyles } from './conversation-styles.ts';
import { ToastEvent } from './events.ts';
import { FileDesk } from './file-desk.ts';
import './file-row.ts';
import type { FileDeedEvent } from './file-row.ts';
import { fileWords } from './file-words.ts';
import { formatBytes } from './format-bytes.ts';
import { formatDay, formatNumber, isSameDay } from './formats.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import './message-field.ts';
import type { About, AttachEvent, MessageField, WrittenEvent } from './message-field.ts';
import './message-bubble.ts';
import { going, MessageDesk } from './message-desk.ts';
import type { MessageDeed, MessageDeedEvent, MessageDialog } from './message-dialog.ts';
import * as messageIcons from './message-icons.ts';
import { messageWords } from './message-words.ts';
import { openLate } from './open-late.ts';
import { homeOf, placeCall } from './place-call.ts';
import { routeHash } from './route.ts';
import { ReadingPlace } from './reading-place.ts';
import { servicesContext, type Services } from './services.ts';
import { shownName } from './shown-name.ts';
import { Sight } from './sight.ts';
import { stepBack } from './step-back.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { tell } from './tell.ts';
import { isSpoken } from './voice-message.ts';
import './voice-message.ts';
import type { VoiceRecorder } from './voice-recorder.ts';
import { voiceWords } from './voice-words.ts';
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

  @state() private passage: Passage | null = null;
  /** What is answered there, and stands elsewhere. */
  @state() private quotes: ReadonlyMap<MessageId, Message> = new Map();
  /** Files that are offered and not settled: their sizes in bytes. */
  @state() private offers: ReadonlyMap<MessageId, number> = new Map();
  @state() private isWriting = false;
  /** What is written answers to that, or takes its place. */
  @state() private about: About | null = null;
  @state() private more: Message | null = null;
  /** Before that, each file would look as if it were lost. */
  @state() private knowsFiles = false;
  /** So many reads of what was there before are under way: nobody has to hear all of it. */
  @state() private fills = 0;
  /** Nothing of it could be read. */
  @state() private isLost = false;
  @state() private records: RecordingKind | null = null;
  /** Files are held above it. */
  @state() private isDraggedOver = false;
  /** Where what nobody had read began when it was opened, or came out of sight. */
  @state() private newFrom: number | null = null;
  @query('tin-message-field') private readonly field!: MessageField | null;
  @query('h1') private readonly heading!: HTMLElement;
  @query('tin-voice-recorder') private readonly recorder!: VoiceRecorder | null;
  @query('.log') private readonly log!: HTMLElement | null;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly #recents = new StoreController(this, () => this.services.log.recents);
  readonly #conversations = new StoreController(this, () => this.services.conversations);
  readonly #transfers = new StoreController(this, () => this.services.transfers);
  readonly #preparing = new StoreController(this, () => this.services.preparing);
  readonly #calls = new StoreController(this, () => this.services.phone.calls);
  readonly #links = new StoreController(this, () => this.services.links);
  readonly desk: FileDesk = new FileDesk(this, () => this.services);
  readonly messages: MessageDesk = new MessageDesk(this, () => this.services, this.desk);
  readonly #errands = new StoreController(this, () => this.services.errands);
  readonly #going = new StoreController(this, () => going);
  readonly #sent = new StoreController(this, () => this.services.sentMessages);
  /** Nobody has read what is behind another page. */
  readonly sight = new Sight(this, (inSight) => {
    this.#inSight = inSight;
    if (!inSight) this.#wasAway = true;
    this.#look();
  });
  readonly place = new ReadingPlace(this, () => this.log);
  #inSight = false;
  /** The message that is to be shown was not shown yet. */
  #isSought = false;
  /** Nobody has looked since. */
  #wasAway = false;
  /** It is being noted that somebody has looked. */
  #looks = false;
  #chats: Chats | null = null;
  #reading: Reading | null = null;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.addEventListener('dragover', (event) => this.#drag(event, true));
    this.addEventListener('dragleave', (event) => this.#drag(event, false));
    this.addEventListener('drop', (event) => void this.#dropped(event));
  }

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('peer')) this.#open();
    else if (changed.has('at') && this.at !== null) this.#seek(this.at);
    if (this.leaves !== null && this.passage !== null) {
      void this.#record(this.leaves);
      this.dispatchEvent(new Event('tin-leaves'));
    }
  }

  override updated(): void {
    if (this.covered) this.#wasAway = true;
    this.#look();
    const sought = this.#isSought ? this.renderRoot.querySelector<HTMLElement>('.sought') : null;
    if (sought === null) return;
    // Who can't see it hears it.
    this.#isSought = false;
    sought.focus({ preventScroll: true });
  }

  override render() {
    const who = this.#who;
    return html`
      <header>
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
            ${this.isWriting ? html`<span class="faint">${messageWords.isWriting}</span>` : nothing}
          </span>
        </a>
        ${this.#renderCall('voice')} ${this.#renderCall('video')}
      </header>
      <div
        class="log"
        role="log"
        aria-label=${messageWords.conversationWith(who.name)}
        aria-live=${this.fills > 0 || this.passage === null ? 'off' : nothing}
        tabindex="0"
        @scroll=${this.#scrolled}
      >
        ${this.isLost ? html`<p role="alert">${messageWords.notRead}</p>` : nothing}
        <ol role="list">
          ${this.#renderRows()}
        </ol>
        ${
          this.#waits
            ? html`<p class="arrives faint">${messageWords.arrives(who.name)}</p>`
            : nothing
        }
      </div>
      ${
        this.place.isAtEnd && !this.passage?.hasNewer
          ? nothing
          : html`<div class="end">
              <button
                type="button"
                aria-label=${messageWords.toEnd}
                title=${messageWords.toEnd}
                @click=${this.#toEnd}
              >
                ${icon(messageIcons.down)}
              </button>
            </div>`
      }
      ${this.#renderPreparing()} ${this.#renderOffered()}
      <footer>${this.#renderFooter(who)}</footer>
      ${this.#renderMore()}
      ${this.isDraggedOver ? html`<p class="drop">${fileWords.drop}</p>` : nothing}
    `;
  }

  get #who(): Who {
    return whoIs(this.#contacts.value, this.peer, lastClaim(this.#recents.value, this.peer));
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

  #renderRows() {
    if (this.passage === null) return nothing;
    const rows = rowsOf(this.passage, this.#recents.value, this.peer);
    const { name } = this.#who;
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
      this.passage.messages.length === 0
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
    const last = this.passage?.messages.findLast(({ mine, text }) => mine && text !== null);
    if (!last || this.passage?.hasNewer || !this.#isOpen) return false;
    return this.#progressOf(last) === 'waiting' && this.#friendsWith(last) === 0;
  }

  #progressOf({ mine, n }: Message): Progress | null {
    const conversation = this.#conversations.value.get(this.peer);
    const sent = this.#sent.value.get(this.peer) ?? 0;
    return mine && conversation ? progress(conversation, n, sent) : null;
  }

  #friendsWith({ n }: Message): number {
    return friendsWith(this.#errands.value.get(this.peer) ?? null, n);
  }

  #repliedBy({ reply }: Message): Message | null {
    if (reply === null) return null;
    const here = this.passage?.messages.find(({ id }) => id === reply);
    return here ?? this.quotes.get(reply) ?? null;
  }

  #renderMessage(said: Message, before: Row | undefined, name: string) {
    const isGoing = this.#going.value.has(said.id);
    const message = isGoing ? { ...said, text: null, file: null } : said;
    const { at, mine } = message;
    const turn = before?.kind === 'message' && before.message.mine !== mine;
    const fresh = at === this.newFrom;
    const replied = this.#repliedBy(message);
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
          .friends=${this.#friendsWith(message)}
          .progress=${this.#progressOf(message)}
          .language=${this.services.system.language}
          @tin-more=${() => this.#openMore(message)}
          @tin-quote=${() => replied && this.#seek(replied.at)}
          >${this.#renderFile(message, name)}</tin-message-bubble
        >
      </li>`;
  }

  #renderFile(message: Message, name: string) {
    const { file, mine } = message;
    if (file === null) return nothing;
    const transfer = this.#transferOf(message);
    const isThere = this.#links.value.get(this.peer) === 'open';
    const { language } = this.services.system;
    const open = () => this.desk.open(message);
    const deed = ({ deed }: FileDeedEvent) => this.desk.do(message, file, deed);
    if (!this.knowsFiles) {
      return html`<tin-file-row
        .file=${file}
        .language=${language}
        .isKnown=${false}
      ></tin-file-row>`;
    }
    if (isSpoken(file, transfer, mine)) {
      return html`<tin-voice-message
        .file=${file}
        .transfer=${transfer}
        .mine=${mine}
        .isThere=${isThere}
        .isApart=${!this.#isOpen}
        .name=${name}
        .language=${language}
        .inCall=${this.#inCall}
        .open=${open}
        .read=${(at: number) => this.desk.read(message, at)}
        @tin-played=${() => this.desk.played(message)}
        @tin-file-deed=${deed}
      ></tin-voice-message>`;
    }
    return html`<tin-file-row
      .file=${file}
      .transfer=${transfer}
      .mine=${mine}
      .isThere=${isThere}
      .isApart=${!this.#isOpen}
      .name=${name}
      .language=${language}
      .inCall=${this.#inCall}
      .open=${open}
      @tin-file-deed=${deed}
    ></tin-file-row>`;
  }

  /** What has come or gone of a file; an ID alone is only what its sender says. */
  #transferOf({ peer, id, mine, file }: Message): Shown | null {
    const found = this.#transfers.value.get(id) ?? null;
    const isOfThis = found?.peer === peer && found.mine === mine && found.file.root === file?.root;
    return isOfThis ? found : null;
  }

  /** What is read before it can be offered. */
  #renderPreparing() {
    const here = [...this.#preparing.value].filter(({ peer }) => peer === this.peer);
    return here.map(
      ({ name, size, read, cancel }) =>
        html`<div class="above">
          <span class="clip">${fileWords.preparing(name)}</span>
          <progress
            aria-label=${fileWords.preparing(name)}
            max=${Math.max(1, size)}
            value=${read}
          ></progress>
          <button type="button" class="plain" @click=${cancel}>${fileWords.cancel}</button>
        </div>`,
    );
  }

  /** Several files that nobody has said anything to, wherever they stand. */
  #renderOffered() {
    if (!this.knowsFiles) return nothing;
    const offered = [...this.offers].filter(([id]) => !this.#transfers.value.has(id));
    if (offered.length < 2) return nothing;
    const { language } = this.services.system;
    const size = offered.reduce((sum, [, each]) => sum + each, 0);
    const ids = offered.map(([id]) => id);
    const answer = (kind: 'accept' | 'decline') => () => this.desk.answerAll(kind, this.peer, ids);
    return html`<div class="above">
      <span>
        ${fileWords.offered(formatNumber(offered.length, language), formatBytes(size, language))}
      </span>
      <span class="answers">
        <button type="button" @click=${answer('accept')}>${fileWords.acceptAll}</button>
        <button type="button" @click=${answer('decline')}>${fileWords.declineAll}</button>
      </span>
    </div>`;
  }

  #renderMore() {
    if (this.more === null) return nothing;
    return html`<tin-message-dialog
      .message=${this.more}
      .isHere=${isHere(this.#transferOf(this.more), this.more.mine)}
      .waits=${this.#progressOf(this.more) === 'waiting'}
      @close=${() => (this.more = null)}
      @tin-message-deed=${({ target, deed }: MessageDeedEvent) =>
        this.#do((target as MessageDialog).message, deed)}
    ></tin-message-dialog>`;
  }

  #renderField({ name }: Who) {
    // Until it is known what was typed before, nothing can be typed.
    if (this.passage === null) return nothing;
    const { peer } = this;
    return html`${
        this.records === null
          ? nothing
          : html`<tin-voice-recorder
              .kind=${this.records}
              .send=${(recorded: Recorded) => this.#sendVoice(peer, recorded)}
              @close=${this.#recorded}
            ></tin-voice-recorder>`
      }<tin-message-field
        ?hidden=${this.records !== null}
        @tin-record=${() => this.#record('voice')}
        .peer=${this.peer}
        .name=${name}
        .about=${this.about}
        @tin-unrelated=${() => (this.about = null)}
        .draft=${this.#conversations.value.get(this.peer)?.draft ?? ''}
        .clock=${this.services.clock}
        @tin-message=${this.#write}
        @tin-draft=${this.#keepDraft}
        @input=${() => this.#chats?.type(this.peer)}
        @tin-attach=${({ files, peer }: AttachEvent) => void this.desk.send(peer, files)}
      ></tin-message-field>`;
  }

  /** Something can go to them. */
  get #isOpen(): boolean {
    return this.#who.contact?.blocked === false;
  }

  #renderFooter(who: Who) {
    if (who.contact === null) return this.#renderStranger(who);
    return who.contact.blocked ? this.#renderBlocked(who) : this.#renderField(who);
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

  get #inCall(): boolean {
    return liveCall(this.#calls.value) !== null;
  }

  async #record(kind: RecordingKind): Promise<void> {
    const { peer } = this;
    if (this.#inCall) {
      this.dispatchEvent(new ToastEvent(voiceWords.inCall));
      return;
    }
    try {
      await import('./voice-recorder.ts');
      if (peer === this.peer && this.isConnected) this.records = kind;
    } catch {
      this.dispatchEvent(new ToastEvent(words.partRefused));
    }
  }

  async #sendVoice(peer: PeerId, recorded: Recorded): Promise<boolean> {
    const isSent = await this.desk.sendVoice(peer, recorded);
    if (isSent && peer === this.peer) this.#toEnd().catch(() => undefined);
    return isSent;
  }

  async #recorded(): Promise<void> {
    this.records = null;
    await this.updateComplete;
    this.field?.focusRecord();
  }

  #open(): void {
    this.#close();
    const { peer } = this;
    const { chats, files } = this.services;
    void files.open().then(() => (this.knowsFiles = files.value !== null));
    void chats.open().then(() => (this.isLost = chats.value === null));
    this.services.chats.use((chats) => {
      if (peer !== this.peer || !this.isConnected || this.#reading) return;
      const { reading, offers, quotes, stop } = chats.read(peer);
      const unsubscribe = reading.passage.subscribe((passage) => {
        this.passage = passage;
        this.about = stillAbout(this.about, passage);
        void quotes.load(passage?.messages ?? []);
      });
      const unquote = quotes.all.subscribe((all) => (this.quotes = all));
      const unheed = offers.all.subscribe((all) => (this.offers = all));
      this.#chats = chats;
      this.#reading = reading;
      const unwatch = chats.writers.subscribe((all) => (this.isWriting = all.has(peer)));
      this.isWriting = chats.writers.value.has(peer);
      this.#stop = () => {
        stop();
        unwatch();
        unheed();
        unquote();
        unsubscribe();
      };
      const first = this.#conversations.value.get(peer)?.firstUnread ?? null;
      if (this.at !== null) this.#seek(this.at);
      else if (first === null) void this.#fill(reading.toEnd());
      else this.#showNew(first);
      void this.#fill(offers.load());
      void this.#answerAgain(chats);
    });
  }

  /** What was typed before answers to the message to which it did. */
  async #answerAgain(chats: Chats): Promise<void> {
    const { peer } = this;
    const reply = () => this.#conversations.value.get(peer)?.draftReply ?? null;
    const before = reply();
    if (before === null) return;
    const message = await chats.message(peer, before).catch(() => null);
    // Meanwhile it may have been sent, or something else begun.
    const isStill = peer === this.peer && this.about === null && reply() === before;
    if (isStill && message !== null && message.text !== null)
      this.about = { kind: 'reply', message };
  }

  /** Brings the message that is asked for into sight, and makes it stand out. */
  #seek(at: number): void {
    this.#isSought = true;
    this.#show(at);
  }

  /** Brings a message into sight. */
  #show(at: number): void {
    this.place.show(at);
    if (this.passage?.messages.some((message) => message.at === at)) return;
    void this.#fill(this.#reading?.around(at));
  }

  /** Brings the first message that nobody has read into sight. */
  #showNew(first: number): void {
    this.newFrom = first;
    this.#show(first);
  }

  #close(): void {
    // What was recorded and not sent can still be, from wherever one went.
    this.recorder?.leave();
    this.#isSought = false;
    this.#stop?.();
    this.#stop = null;
    this.#reading = null;
    this.passage = null;
    this.offers = new Map();
    this.quotes = new Map();
    this.newFrom = null;
    this.about = null;
    this.more = null;
    this.records = null;
    this.place.toEnd();
  }

  /** True where files are dragged that can be dropped here. */
  #drag(event: DragEvent, isOver: boolean): void {
    if (!this.#isOpen || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isDraggedOver = isOver;
  }

  #dropped(event: DragEvent): void {
    this.#drag(event, false);
    const { defaultPrevented: isTaken, dataTransfer } = event;
    if (isTaken && dataTransfer) void this.desk.drop(this.peer, dataTransfer);
  }

  #look(): void {
    const { passage } = this;
    if (!this.#inSight || this.covered) return;
    if (passage === null || passage.hasNewer || !this.place.isAtEnd) return;
    const first = this.#conversations.value.get(this.peer)?.firstUnread ?? null;
    if (first !== null && this.#isOverlooked(first, passage)) return this.#showNew(first);
    this.#wasAway = false;
    void this.#noteLook();
  }

  /** Once at a time; what came meanwhile is looked at after it. */
  async #noteLook(): Promise<void> {
    if (this.#looks || !this.#chats) return;
    const { peer } = this;
    this.#looks = true;
    // Where the disk refuses it, it stays unread.
    const hadNews = await this.#chats.look(peer).catch(() => false);
    this.#looks = false;
    if (hadNews || peer !== this.peer) this.#look();
  }

  /** At the end one does not see what came while one was away, or before what one wrote oneself. */
  #isOverlooked(first: number, { messages }: Passage): boolean {
    if (first === this.newFrom || this.place.shows(first)) return false;
    return this.#wasAway || messages.some(({ mine, at }) => mine && at > first);
  }

  #scrolled(): void {
    const { nearStart, nearEnd } = this.place.scrolled();
    if (nearStart && this.passage?.hasOlder) void this.#fill(this.#reading?.older());
    if (nearEnd && this.passage?.hasNewer) void this.#fill(this.#reading?.newer());
  }

  async #toEnd(): Promise<void> {
    this.place.toEnd();
    if (this.passage?.hasNewer) await this.#reading?.toEnd();
    this.requestUpdate();
  }

  #keepDraft({ text, peer, about }: WrittenEvent): void {
    // It still stands in the field; that the disk is full is told when it is sent.
    this.#chats?.draft(peer, text, about?.message.id ?? null).catch(() => undefined);
  }

  #openMore(message: Message): void {
    const open = () => (this.more = message);
    void openLate(this, this.services, () => import('./message-dialog.ts'), open);
  }

  #do(message: Message, deed: MessageDeed): void {
    const { text } = message;
    if (text === null || this.#chats === null) return;
    if (deed.kind === 'reply' || deed.kind === 'edit') {
      this.about = stillAbout({ kind: deed.kind, message }, this.passage);
      void this.updateComplete.then(() => this.field?.focusText());
    } else this.messages.do(this.#chats, message, text, deed);
  }

  async #write({ text, peer, about, refused }: WrittenEvent): Promise<void> {
    this.about = null;
    this.newFrom = null;
    try {
      if (about?.kind === 'edit') await this.#chats?.edit(peer, about.message.id, text);
      else await this.#chats?.write(peer, text, about?.message.id ?? null);
      await this.#toEnd();
    } catch {
      if (refused()) this.about ??= about;
      tell(this, new ToastEvent(messageWords.notKept));
    }
  }

  /** Reads some of what was written before. */
  async #fill(read: Promise<void> | undefined): Promise<void> {
    if (read === undefined) return;
    this.fills++;
    try {
      await read;
    } catch {
      this.dispatchEvent(new ToastEvent(messageWords.notRead));
    }
    // A reader looks at it once it was drawn.
    afterFrame(() => this.fills--);
  }
}

/** What an answer or an edit is about, as it is now; null where it was deleted. */
function stillAbout(about: About | null, passage: Passage | null): About | null {
  const message = passage?.messages.find(({ id }) => id === about?.message.id);
  if (!about || !message || message === about.message) return about;
  return message.text === null ? null : { ...about, message };
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-conversation': ConversationScreen;
  }
}
