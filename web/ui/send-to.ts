import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { liveCall } from '../calls/call.ts';
import type { Contact } from '../contacts/contact.ts';
import { knownOf } from '../contacts/contacts.ts';
import type { PeerId } from '../identity/peer-id.ts';
import type { SharedContent } from '../lib/share-target.ts';
import type { Chats } from '../messages/chats.ts';
import { textProblem } from '../messages/message.ts';
import './avatar.ts';
import { DialogFrame } from './dialog-frame.ts';
import { dialogStyles } from './dialog-styles.ts';
import { ToastEvent } from './events.ts';
import { FileDesk } from './file-desk.ts';
import { formatBytes } from './format-bytes.ts';
import { formatList, formatNumber } from './formats.ts';
import { icon } from './icon.ts';
import * as messageIcons from './message-icons.ts';
import { messageWords } from './message-words.ts';
import { renderPeople } from './people-list.ts';
import { routeHash } from './route.ts';
import { sendToWords } from './send-to-words.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { tell } from './tell.ts';

/**
 * Asks to whom something goes, and sends it: a message and files of this phone, or what another app has
 * shared. Fires `close`.
 */
@customElement('tin-send-to')
@localized()
export class SendTo extends LitElement {
  static override readonly styles = [
    shared,
    dialogStyles,
    css`
      .content {
        display: grid;
        gap: 8px;
      }
      .files {
        padding-inline-start: 12px;
        border-inline-start: 3px solid var(--accent);
      }
      textarea {
        max-block-size: 20vh;
        padding: 12px 14px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: inherit;
        font: inherit;
        resize: none;
        field-sizing: content;
      }
      textarea[aria-invalid='true'] {
        border-color: var(--bad);
      }
      .cut {
        display: -webkit-box;
        overflow: hidden;
        overflow-wrap: anywhere;
        white-space: pre-line;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
      }
      .search {
        margin-block: 16px 8px;
      }
      ul {
        max-block-size: 40dvh;
        overflow-y: auto;
      }
      li label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 56px;
        padding-inline: 8px;
        cursor: pointer;
      }
      li span {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      tin-avatar {
        flex: none;
        inline-size: 40px;
      }
      input[type='checkbox'] {
        flex: none;
        inline-size: 22px;
        block-size: 22px;
        accent-color: var(--accent);
      }
    `,
  ];

  /** Where it is told what became of it: this is gone by then. */
  @property({ attribute: false }) from!: Element;
  /** What is sent; undefined is what another app has shared. */
  @property({ attribute: false }) given: SharedContent | undefined = undefined;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** Undefined until it is read. */
  @state() private content: SharedContent | null | undefined = undefined;
  /** What goes with it. */
  @state() private text = '';
  /** Who is searched for. */
  @state() private sought = '';
  @state() private chosen: ReadonlySet<PeerId> = new Set();
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  readonly frame = new DialogFrame(this, { works: () => this.chosen.size > 0 });
  #sends = false;

  constructor() {
    super();
    this.addEventListener('close', () => this.#closed());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const { content } = this;
    // A dialog that says nothing yet would jump.
    if (content === undefined) return nothing;
    return this.frame.render(
      sendToWords.title,
      content ? this.#renderAll(content) : renderNothing(),
    );
  }

  #renderAll(content: SharedContent) {
    const people = this.#people;
    return html`<div class="content">${this.#renderContent(content)}</div>
      ${
        people.length === 0
          ? html`<p class="search">${sendToWords.noContacts}</p>`
          : html`${renderPeople(people, {
                text: this.sought,
                language: this.services.system.language,
                label: sendToWords.title,
                row: (contact) => this.#renderContact(contact),
                onText: (text) => (this.sought = text),
              })}
              <div class="actions">
                <button
                  type="button"
                  class="main"
                  ?disabled=${this.#receivers.length === 0 || !this.#isRight(content)}
                  @click=${this.#send}
                >
                  <span class="turning">${icon(messageIcons.send)}</span
                  ><span>${messageWords.send}</span>
                </button>
              </div>`
      }`;
  }

  #renderContent(content: SharedContent) {
    const { text, isCut, files, leftOut } = content;
    const { language } = this.services.system;
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const names = files.map(({ name }) => name).join('\n');
    return html`${text === '' ? nothing : this.#renderText(content)}
    ${isCut ? html`<p class="problem">${sendToWords.cut}</p>` : nothing}
    ${
      files.length === 0
        ? nothing
        : html`<div class="files">
            <p class="cut" dir="auto">${names}</p>
            <p class="faint">
              ${sendToWords.files(formatNumber(files.length, language), formatBytes(size, language))}
            </p>
          </div>`
    }
    ${
      leftOut === 0
        ? nothing
        : html`<p class="problem">${sendToWords.leftOut(formatNumber(leftOut, language))}</p>`
    }`;
  }

  #renderText(content: SharedContent) {
    const long = this.#problem(content) === 'long';
    return html`<label class="unseen" for="text">${messageWords.text}</label>
      <textarea
        id="text"
        rows="1"
        dir="auto"
        .value=${live(this.text)}
        aria-invalid=${long ? 'true' : nothing}
        aria-describedby=${long ? 'problem' : nothing}
        @input=${({ target }: InputEvent) => (this.text = (target as HTMLTextAreaElement).value)}
      ></textarea>
      ${
        long
          ? html`<p id="problem" class="problem" role="alert">${messageWords.tooLong}</p>`
          : nothing
      }`;
  }

  #renderContact({ id, name, picture }: Contact) {
    return html`<li>
      <label>
        <tin-avatar .peer=${id} .name=${name} .picture=${picture}></tin-avatar>
        <span dir="auto">${name}</span>
        <input
          type="checkbox"
          .checked=${live(this.chosen.has(id))}
          @change=${() => this.#choose(id)}
        />
      </label>
    </li>`;
  }

  get #people(): readonly Contact[] {
    return knownOf(this.#contacts.value).filter(({ blocked }) => !blocked);
  }

  /** Those who were chosen, in that order, and are still there. */
  get #receivers(): readonly Contact[] {
    const people = new Map(this.#people.map((contact) => [contact.id, contact]));
    return [...this.chosen].flatMap((id) => people.get(id) ?? []);
  }

  /** There is something, and no more than a message holds. */
  #isRight(content: SharedContent): boolean {
    const problem = this.#problem(content);
    return problem === null || (problem === 'empty' && content.files.length > 0);
  }

  /** What lacks its end does not go as it came, however little of it would be sent. */
  #problem({ text, isCut }: SharedContent): 'empty' | 'long' | null {
    return isCut && this.text === text ? 'long' : textProblem(this.text);
  }

  async #read(): Promise<void> {
    try {
      this.content = this.given ?? (await this.services.shareTarget.read());
    } catch {
      this.content = null;
    }
    this.text = this.content?.text ?? '';
  }

  #choose(peer: PeerId): void {
    const others = [...this.chosen].filter((one) => one !== peer);
    this.chosen = new Set(this.chosen.has(peer) ? others : [...others, peer]);
  }

  readonly #send = (): void => {
    this.#sends = true;
    this.frame.close();
  };

  #closed(): void {
    const { services, content } = this;
    if (this.#sends && content) {
      const receivers = this.#receivers;
      services.chats.use((chats) => void this.#give(chats, receivers, content));
      return;
    }
    if (this.given) return;
    // Somebody who calls only makes it wait.
    if (liveCall(services.phone.calls.value)) return;
    void services.shareTarget.drop();
    services.system.go(routeHash('recents'), { instead: true });
  }

  /** Files may be read for minutes: what became of them is told when that is known. */
  async #give(
    chats: Chats,
    receivers: readonly Contact[],
    { files }: SharedContent,
  ): Promise<void> {
    const { services, from } = this;
    const peers = receivers.map(({ id }) => id);
    const desk = new FileDesk(from, () => services);
    const offered = desk.sendToAll(
      peers,
      files.map((file) => ({ file, handle: null })),
    );
    const passed = await this.#pass(chats, peers);
    if (passed !== null) void offered.then((all) => this.#tellSent(receivers, [...passed, ...all]));
    const [only, ...more] = receivers;
    if (only && more.length === 0) {
      services.system.go(routeHash('messages', only.id), { instead: !this.given });
    } else if (!this.given) services.system.go(routeHash('messages'), { instead: true });
    if (!this.given) await services.shareTarget.drop();
  }

  /** To whom the text goes, if there is one; null where it can't be kept, which is told. */
  async #pass(chats: Chats, peers: readonly PeerId[]): Promise<readonly PeerId[] | null> {
    const { text } = this;
    if (textProblem(text) !== null) return [];
    try {
      await Promise.all(peers.map((peer) => chats.pass(peer, text)));
      return peers;
    } catch {
      tell(this.from, new ToastEvent(messageWords.notKept));
      return null;
    }
  }

  /** One receiver is seen with what was sent. */
  #tellSent(receivers: readonly Contact[], sent: readonly PeerId[]): void {
    const names = receivers.filter(({ id }) => sent.includes(id)).map(({ name }) => name);
    if (receivers.length < 2 || names.length === 0) return;
    const list = formatList(names, this.services.system.language);
    tell(this.from, new ToastEvent(sendToWords.sentTo(list)));
  }
}

function renderNothing() {
  return html`<p>${sendToWords.nothing}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-send-to': SendTo;
  }
}
