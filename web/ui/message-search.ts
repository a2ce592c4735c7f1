import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { partsOf, soughtIn } from '../lib/search-text.ts';
import type { Chats } from '../messages/chats.ts';
import { messageKey, type Message } from '../messages/message.ts';
import {
  changed,
  newResults,
  searchedText,
  stepped,
  type SearchResults,
} from '../messages/search.ts';
import './avatar.ts';
import { ToastEvent } from './events.ts';
import { formatDay, formatNumber, formatWhen } from './formats.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { messageSearchStyles } from './message-search-styles.ts';
import { messageWords } from './message-words.ts';
import { routeHash } from './route.ts';
import { servicesContext, type Services } from './services.ts';
import { snippetOf } from './snippet.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';
import { whoIs } from './who.ts';

/** So many are shown before more are asked for. */
const perStep = 30;

/** What somebody looks for, and what was found of it so far. */
interface Searching {
  readonly results: SearchResults;
  readonly phase: 'running' | 'waiting' | 'over';
}

/** A field that looks through all messages; fires `change` when something, or nothing more, is looked for. */
@customElement('tin-message-search')
@localized()
export class MessageSearch extends LitElement {
  static override readonly styles = [shared, messageSearchStyles];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private text = '';
  @state() private searching: Searching | null = null;
  @query('input') private readonly input!: HTMLInputElement;
  readonly #contacts = new StoreController(this, () => this.services.contacts.all);
  #abort: AbortController | null = null;
  #steps: ReturnType<Chats['search']> | null = null;
  #stop: (() => void) | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begin();
  }

  override render() {
    return html`<div class="search searched">
        <label class="unseen" for="search">${messageWords.search}</label>
        ${icon(icons.search)}
        <input
          id="search"
          type="text"
          role="searchbox"
          placeholder=${messageWords.search}
          autocomplete="off"
          enterkeyhint="search"
          dir="auto"
          @input=${this.#typed}
          @keydown=${this.#pressed}
        />
      </div>
      ${this.searching === null ? nothing : this.#renderFound(this.searching)}`;
  }

  #renderFound({ results, phase }: Searching) {
    const { words, found, back } = results;
    const { language } = this.services.system;
    const count = formatNumber(found.length, language);
    const nothingFound = phase === 'over' && found.length === 0;
    return html`<p class="status faint" role="status">
        ${
          phase === 'running'
            ? messageWords.searching
            : nothingFound
              ? messageWords.nothingFound(this.text.trim())
              : messageWords.foundCount(count)
        }
      </p>
      ${
        found.length === 0
          ? nothing
          : html`<ul role="list" aria-label=${messageWords.found}>
              ${repeat(found, messageKey, (message) => this.#renderMessage(message, words))}
            </ul>`
      }
      ${
        phase === 'over' || !Number.isFinite(back)
          ? nothing
          : html`<div class="more">
              <span class="faint"
                >${messageWords.searchedBack(formatDay(back, this.services.clock.now(), language))}</span
              >
              ${
                phase === 'waiting'
                  ? html`<button type="button" @click=${() => void this.#go()}>
                      ${messageWords.searchOn}
                    </button>`
                  : nothing
              }
            </div>`
      }`;
  }

  #renderMessage(message: Message, words: readonly string[]) {
    const { peer, at, mine } = message;
    const { language } = this.services.system;
    const { name, contact } = whoIs(this.#contacts.value, peer, null);
    const snippet = snippetOf(partsOf(searchedText(message) ?? '', words));
    const parts = snippet.map(({ text, isHit }) => (isHit ? html`<mark>${text}</mark>` : text));
    return html`<li class="row">
      <a href="#${routeHash('messages', peer, at)}">
        <tin-avatar .peer=${peer} .name=${name} .picture=${contact?.picture ?? null}></tin-avatar>
        <span class="text">
          <span class="first">
            <span class="name clip" dir="auto">${name}</span>
            <time class="faint" datetime=${new Date(at).toISOString()}
              >${formatWhen(at, this.services.clock.now(), language)}</time
            >
          </span>
          <span class="snippet faint"
            >${mine ? messageWords.mine('') : nothing}<span dir="auto">${parts}</span></span
          >
        </span>
      </a>
    </li>`;
  }

  get isSearching(): boolean {
    return this.searching !== null;
  }

  #typed(): void {
    this.text = this.input.value;
    this.#begin();
    this.dispatchEvent(new Event('change'));
  }

  #pressed({ key }: KeyboardEvent): void {
    if (key !== 'Escape' || this.text === '') return;
    this.input.value = '';
    this.#typed();
  }

  /** What was looked for before is given up. */
  #begin(): void {
    this.#end();
    const words = soughtIn(this.text);
    this.searching = words.length === 0 ? null : { results: newResults(words), phase: 'running' };
    if (words.length === 0) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.services.chats.use((chats) => {
      if (abort.signal.aborted) return;
      this.#steps = chats.search(words, abort.signal);
      this.#stop = chats.onMessages((messages) => this.#changed(messages));
      void this.#go();
    });
  }

  #end(): void {
    this.#abort?.abort();
    this.#stop?.();
    this.#stop = null;
    this.#steps = null;
  }

  /** Goes on until so much more was found, or all was looked through. */
  async #go(): Promise<void> {
    const steps = this.#steps;
    const wanted = (this.searching?.results.found.length ?? 0) + perStep;
    this.#now({ phase: 'running' });
    try {
      while (this.searching && this.searching.results.found.length < wanted) {
        const step = await steps?.next();
        if (steps === null || steps !== this.#steps) return;
        this.#now({ results: stepped(this.searching.results, step?.value ?? null) });
        if (!step?.value) return this.#now({ phase: 'over' });
      }
      this.#now({ phase: 'waiting' });
    } catch {
      if (steps !== this.#steps) return;
      this.#now({ phase: 'over' });
      this.dispatchEvent(new ToastEvent(messageWords.notRead));
    }
  }

  #now(change: Partial<Searching>): void {
    if (this.searching) this.searching = { ...this.searching, ...change };
  }

  /** What comes or is changed meanwhile is found as it is now. */
  #changed(messages: readonly Message[]): void {
    if (this.searching) this.#now({ results: changed(this.searching.results, messages) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-message-search': MessageSearch;
  }
}
