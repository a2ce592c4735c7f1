import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Call, CallId } from '../calls/call.ts';
import { announcement, type Announcement } from './announcement.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';
import { whoIs, withLastClaim } from './who.ts';

/** Says each event of a call once to a screen reader; nobody sees it. */
@customElement('tin-announcer')
@localized()
export class Announcer extends LitElement {
  static override readonly styles = [shared];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private last: Announcement | null = null;
  #before: ReadonlyMap<CallId, Call> = new Map();
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const { calls } = this.services.phone;
    this.#stop = calls.subscribe((all) => this.#follow(all));
    // What comes into a region is read aloud, and not what it came with.
    void this.updateComplete.then(() => this.#follow(calls.value));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
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
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-announcer': Announcer;
  }
}
