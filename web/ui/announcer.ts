import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Call, CallId } from '../calls/call.ts';
import type { PeerId } from '../identity/peer-id.ts';
import { Scope } from '../lib/scope.ts';
import type { Conversation } from '../messages/conversation.ts';
import { announcement, type Announcement } from './announcement.ts';
import { formatList } from './formats.ts';
import { heardWords } from './heard-words.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { whoIs, withLastClaim } from './who.ts';

type Conversations = ReadonlyMap<PeerId, Conversation>;

/** What is written within so many ms is told as one. */
const gatherMs = 3_000;

/** Says each event of a call once to a screen reader, and who writes where it can't be read; nobody sees it. */
@customElement('tin-announcer')
@localized()
export class Announcer extends LitElement {
  static override readonly styles = [shared];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private last: Announcement | null = null;
  #before: ReadonlyMap<CallId, Call> = new Map();
  /** Null until they are read from the disk. */
  #written: Conversations | null = null;
  /** Who has written and is still to be told of. */
  readonly #writers = new Set<PeerId>();
  #stopTelling = () => {};
  #scope = new Scope();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    const { phone, chats, conversations } = this.services;
    this.#scope.add(phone.calls.subscribe((all) => this.#follow(all)));
    // What comes into a region is read aloud, and not what it came with.
    void this.updateComplete.then(() => this.#follow(phone.calls.value));
    this.#written = chats.value === null ? null : conversations.value;
    this.#scope.add(conversations.subscribe((all) => this.#heed(all)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope.close();
    this.#stopTelling();
    this.#writers.clear();
  }

  override render() {
    return html`
      <div class="unseen" aria-live="polite">${this.#said(false)}</div>
      <div class="unseen" aria-live="assertive">${this.#said(true)}</div>
    `;
  }

  /** A new element each time: the same words twice are two events. */
  #said(urgent: boolean) {
    const { last } = this;
    return last?.urgent === urgent ? keyed(last, html`<p>${last.text}</p>`) : nothing;
  }

  #follow(calls: ReadonlyMap<CallId, Call>): void {
    const { contacts, log } = this.services;
    const known = contacts.all.value;
    for (const call of calls.values()) {
      const before = this.#before.get(call.id) ?? null;
      if (call === before) continue;
      const { claimedName } = withLastClaim(call, log.recents.value);
      const who = whoIs(known, call.peer, claimedName);
      this.last = announcement(before, call, who) ?? this.last;
    }
    this.#before = calls;
  }

  #heed(all: Conversations): void {
    const before = this.#written;
    this.#written = all;
    if (before === null || document.visibilityState === 'hidden') return;
    const isWaiting = this.#writers.size > 0;
    for (const { peer, unread } of all.values()) {
      if (unread > (before.get(peer)?.unread ?? 0)) this.#writers.add(peer);
    }
    if (isWaiting || this.#writers.size === 0) return;
    this.#stopTelling = this.services.clock.after(gatherMs, () => this.#tellWriters());
  }

  #tellWriters(): void {
    const { contacts, conversations, system } = this.services;
    // What came into sight is read by now, and was told by its conversation.
    const unread = [...this.#writers].filter((peer) => conversations.value.get(peer)?.unread);
    this.#writers.clear();
    if (unread.length === 0) return;
    const names = unread.map((peer) => whoIs(contacts.all.value, peer, null).name);
    const text = heardWords.heardWritten(formatList(names, system.language));
    this.last = { text, urgent: false };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-announcer': Announcer;
  }
}
