import { html, nothing, type LitElement } from 'lit';
import { liveCall } from '../calls/call.ts';
import { isHere, type Shown } from '../files/transfer.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { MessageId } from '../links/messages.ts';
import type { Message, MessageFile } from '../messages/message.ts';
import { FileDesk } from './file-desk.ts';
import './file-row.ts';
import type { FileDeedEvent } from './file-row.ts';
import { fileWords } from './file-words.ts';
import { formatBytes } from './format-bytes.ts';
import { formatNumber } from './formats.ts';
import type { Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { isSpoken } from './voice-message.ts';
import './voice-message.ts';

interface ConversationFilesOptions {
  services(): Services;
  peer(): PeerId;
  /** Something can go to them. */
  isOpen(): boolean;
}

/** A file that stands in a message. */
interface Standing {
  readonly message: Message;
  readonly file: MessageFile;
  readonly transfer: Shown | null;
  /** What the other side is called. */
  readonly name: string;
}

/** The files of a conversation: those in its messages, those that wait, and those that are dropped on it. */
export class ConversationFiles {
  readonly desk: FileDesk;
  readonly #host: LitElement;
  readonly #options: ConversationFilesOptions;
  readonly #transfers: StoreController<Services['transfers']['value']>;
  readonly #preparing: StoreController<Services['preparing']['value']>;
  readonly #links: StoreController<Services['links']['value']>;
  readonly #calls: StoreController<Services['phone']['calls']['value']>;
  /** Before that, each file would look as if it were lost. */
  #isKnown = false;
  /** Files are held above it. */
  #isDraggedOver = false;

  constructor(host: LitElement, options: ConversationFilesOptions) {
    const { services } = options;
    this.#host = host;
    this.#options = options;
    this.desk = new FileDesk(host, services);
    this.#transfers = new StoreController(host, () => services().transfers);
    this.#preparing = new StoreController(host, () => services().preparing);
    this.#links = new StoreController(host, () => services().links);
    this.#calls = new StoreController(host, () => services().phone.calls);
    host.addEventListener('dragover', (event) => this.#drag(event, true));
    host.addEventListener('dragleave', (event) => this.#drag(event, false));
    host.addEventListener('drop', (event) => this.#dropped(event));
  }

  /** What did not load before is asked for again. */
  load(): void {
    const { files } = this.#options.services();
    void files.open().then(() => {
      this.#isKnown = files.value !== null;
      this.#host.requestUpdate();
    });
  }

  /** Whether all of the file of a message is on this device. */
  has(message: Message): boolean {
    return isHere(this.#transferOf(message), message.mine);
  }

  renderOf(message: Message, name: string) {
    const { file } = message;
    if (file === null) return nothing;
    if (!this.#isKnown) return this.#renderUnknown(file);
    const transfer = this.#transferOf(message);
    const standing = { message, file, transfer, name };
    return isSpoken(file, transfer, message.mine)
      ? this.#renderSpoken(standing)
      : this.#renderRow(standing);
  }

  #renderUnknown(file: MessageFile) {
    return html`<tin-file-row
      .file=${file}
      .language=${this.#language}
      .isKnown=${false}
    ></tin-file-row>`;
  }

  #renderSpoken({ message, file, transfer, name }: Standing) {
    return html`<tin-voice-message
      .file=${file}
      .transfer=${transfer}
      .mine=${message.mine}
      .isThere=${this.#isThere}
      .isApart=${!this.#options.isOpen()}
      .name=${name}
      .language=${this.#language}
      .inCall=${this.#inCall}
      .open=${() => this.desk.open(message)}
      .read=${(at: number) => this.desk.read(message, at)}
      @tin-played=${() => this.desk.played(message)}
      @tin-file-deed=${({ deed }: FileDeedEvent) => this.desk.do(message, file, deed)}
    ></tin-voice-message>`;
  }

  #renderRow({ message, file, transfer, name }: Standing) {
    return html`<tin-file-row
      .file=${file}
      .transfer=${transfer}
      .mine=${message.mine}
      .isThere=${this.#isThere}
      .isApart=${!this.#options.isOpen()}
      .name=${name}
      .language=${this.#language}
      .inCall=${this.#inCall}
      .open=${() => this.desk.open(message)}
      @tin-file-deed=${({ deed }: FileDeedEvent) => this.desk.do(message, file, deed)}
    ></tin-file-row>`;
  }

  /** What is read before it can be offered. */
  renderPreparing() {
    const here = [...this.#preparing.value].filter(({ peer }) => peer === this.#options.peer());
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

  /** Several files that nobody has said anything to, wherever they stand; `offers` are their sizes in bytes. */
  renderOffered(offers: ReadonlyMap<MessageId, number>) {
    if (!this.#isKnown) return nothing;
    const offered = [...offers].filter(([id]) => !this.#transfers.value.has(id));
    if (offered.length < 2) return nothing;
    const size = offered.reduce((sum, [, each]) => sum + each, 0);
    const ids = offered.map(([id]) => id);
    const answer = (kind: 'accept' | 'decline') => () =>
      this.desk.answerAll(kind, this.#options.peer(), ids);
    const count = formatNumber(offered.length, this.#language);
    return html`<div class="above">
      <span>${fileWords.offered(count, formatBytes(size, this.#language))}</span>
      <span class="answers">
        <button type="button" @click=${answer('accept')}>${fileWords.acceptAll}</button>
        <button type="button" @click=${answer('decline')}>${fileWords.declineAll}</button>
      </span>
    </div>`;
  }

  /** Where files are held above it, says that they can be dropped. */
  renderDrop() {
    return this.#isDraggedOver ? html`<p class="drop">${fileWords.drop}</p>` : nothing;
  }

  get #language(): string {
    return this.#options.services().system.language;
  }

  /** The other side can be asked for bytes. */
  get #isThere(): boolean {
    return this.#links.value.get(this.#options.peer()) === 'open';
  }

  get #inCall(): boolean {
    return liveCall(this.#calls.value) !== null;
  }

  /** What has come or gone of a file; an ID alone is only what its sender says. */
  #transferOf({ peer, id, mine, file }: Message): Shown | null {
    const found = this.#transfers.value.get(id) ?? null;
    const isOfThis = found?.peer === peer && found.mine === mine && found.file.root === file?.root;
    return isOfThis ? found : null;
  }

  /** Takes the event where files are dragged that can be dropped here. */
  #drag(event: DragEvent, isOver: boolean): void {
    if (!this.#options.isOpen() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (isOver === this.#isDraggedOver) return;
    this.#isDraggedOver = isOver;
    this.#host.requestUpdate();
  }

  #dropped(event: DragEvent): void {
    this.#drag(event, false);
    const { defaultPrevented: isTaken, dataTransfer } = event;
    if (isTaken && dataTransfer) void this.desk.drop(this.#options.peer(), dataTransfer);
  }
}
