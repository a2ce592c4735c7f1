import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { PeerId } from '../identity/peer-id.ts';
import type { Conversation } from '../messages/conversation.ts';
import './avatar.ts';
import './conversation.ts';
import { formatNumber, formatWhen } from './formats.ts';
import { gistOf } from './gist.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import './message-search.ts';
import type { MessageSearch } from './message-search.ts';
import { messageWords } from './message-words.ts';
import { routeHash } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { WakeUp } from './wake-up.ts';
import { whoIs } from './who.ts';
import { words } from './words.ts';

/** All conversations, the one in which something was written last first. */
@customElement('tin-messages')
@localized()
export class MessagesPage extends LitElement {
  static override readonly styles = [
    shared,
    css`
      .text {
        flex: 1;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
      }
      .first,
      .second {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 8px;
      }
      .name {
        font-weight: 550;
      }
      time {
        flex: none;
      }
      .unread .name,
      .unread .clip {
        font-weight: 700;
        color: var(--ink);
      }
      b {
        flex: none;
        min-inline-size: 22px;
        padding-inline: 6px;
        border-radius: var(--round);
        background: var(--accent-fill);
        color: var(--on-accent);
        font-size: var(--small);
        text-align: center;
      }
    `,
  ];

  /** Whose conversation is open beside the list. */
  @property({ attribute: false }) open: PeerId | null = null;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** Nothing of them could be read. */
  @state() private isLost = false;
  /** What was found stands in place of the conversations. */
  @state() private searches = false;
  readonly #conversations = new StoreController(this, () => this.services.conversations);
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  /** “5 minutes ago” grows old. */
  readonly minute = new WakeUp(
    this,
    () => this.services.clock,
    () => 60_000,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    const { chats } = this.services;
    void chats.open().then(() => {
      this.isLost = chats.value === null;
      // That there are none is known only now.
      this.requestUpdate();
    });
  }

  override render() {
    const all = [...this.#conversations.value.values()]
      .filter(({ last, draft }) => last !== null || draft !== '')
      .sort((a, b) => (b.last?.at ?? Infinity) - (a.last?.at ?? Infinity));
    if (this.isLost && this.services.chats.value === null)
      return html`<p role="alert">${messageWords.noneRead}</p>`;
    // Until they were read nobody knows whether there are any.
    if (all.length === 0) return this.services.chats.value === null ? nothing : renderNone();
    return html`<tin-message-search
        @change=${({ target }: Event) => (this.searches = (target as MessageSearch).isSearching)}
      ></tin-message-search>
      ${
        this.searches
          ? nothing
          : html`<ul role="list" aria-label=${messageWords.conversations}>
              ${repeat(
                all,
                ({ peer }) => peer,
                (conversation) => this.#renderConversation(conversation),
              )}
            </ul>`
      }`;
  }

  #renderConversation(conversation: Conversation) {
    const { peer, last, unread } = conversation;
    const { language } = this.services.system;
    const { name, contact } = whoIs(this.#contacts.value, peer, null);
    return html`<li class="row ${unread > 0 ? 'unread' : ''}">
      <a
        href="#${routeHash('messages', peer)}"
        aria-current=${peer === this.open ? 'true' : nothing}
      >
        <tin-avatar .peer=${peer} .name=${name} .picture=${contact?.picture ?? null}></tin-avatar>
        <span class="text">
          <span class="first">
            <span class="name clip" dir="auto">${name}</span>
            ${
              last === null
                ? nothing
                : html`<time class="faint" datetime=${new Date(last.at).toISOString()}
                    >${formatWhen(last.at, this.services.clock.now(), language)}</time
                  >`
            }
          </span>
          <span class="second">
            <span class="faint clip">${preview(conversation)}</span>
            ${
              unread > 0
                ? html`<b aria-hidden="true">${formatNumber(unread, language)}</b
                    ><span class="unseen"
                      >${words.unreadCount(formatNumber(unread, language))}</span
                    >`
                : nothing
            }
          </span>
        </span>
      </a>
    </li>`;
  }
}

/** One line of what was written last. */
function preview({ last, draft }: Conversation) {
  if (draft !== '') return messageWords.draft(draft);
  if (last === null) return nothing;
  const text = gistOf(last);
  return last.mine ? messageWords.mine(text) : html`<span dir="auto">${text}</span>`;
}

function renderNone() {
  return html`<div class="empty">
    ${icon(icons.messages)}
    <h2>${messageWords.none}</h2>
    <p class="faint">${messageWords.hint}</p>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-messages': MessagesPage;
  }
}
