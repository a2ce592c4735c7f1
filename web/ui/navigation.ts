import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { routeHash, type Page } from './route.ts';
import { shared } from './styles.ts';
import { words } from './words.ts';

const pages = [
  { page: 'recents', shapes: icons.clock },
  { page: 'contacts', shapes: icons.users },
  { page: 'messages', shapes: icons.messages },
  { page: 'settings', shapes: icons.settings },
] as const;

/** Links to the four pages: tabs at the bottom of a phone, else a rail. */
@customElement('tin-navigation')
@localized()
export class Navigation extends LitElement {
  static override readonly styles = [
    shared,
    css`
      nav {
        display: flex;
        flex-direction: column;
        gap: 8px;
        block-size: 100%;
        padding-block: 16px;
        border-inline-end: 1px solid var(--hairline);
      }
      a {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: 2px;
        min-block-size: 64px;
        padding-inline: 4px;
        color: var(--faint);
        font-size: 0.75rem;
        font-weight: 550;
        text-decoration: none;
      }
      a:focus-visible {
        outline-offset: -3px;
      }
      b {
        position: absolute;
        inset-block-start: 8px;
        inset-inline-start: calc(50% + 4px);
        min-inline-size: 20px;
        padding-inline: 6px;
        border: 2px solid var(--surface);
        border-radius: var(--round);
        background: var(--bad-fill);
        color: var(--on-fill);
        text-align: center;
      }
      .icon {
        inline-size: 56px;
        block-size: 32px;
        padding: 4px;
        border-radius: var(--round);
        transition: background var(--quick);
      }
      a:hover,
      a[aria-current] {
        color: var(--ink);
      }
      a[aria-current] .icon {
        background: var(--accent-wash);
        color: var(--accent);
      }
      @media (max-width: 599.98px) {
        nav {
          flex-direction: row;
          padding: 0 4px env(safe-area-inset-bottom);
          border-inline-end: 0;
          border-block-start: 1px solid var(--hairline);
          background: var(--surface);
        }
        a {
          /* A longer word gets more of the row: “Einstellungen”. */
          flex: 1 1 auto;
          min-inline-size: 0;
          min-block-size: 63px;
          padding-inline: 0;
          /* Four words have to fit beside each other, however large text is. */
          font-size: min(0.75rem, 3.9vw);
        }
      }
      @media (forced-colors: active) {
        a[aria-current] {
          text-decoration: underline;
        }
      }
    `,
  ];

  @property({ attribute: false }) page: Page = 'recents';
  /** How many missed calls wait in the recents; empty if none does. */
  @property({ attribute: false }) missed = '';

  /** How many messages nobody has read; empty if none. */
  @property({ attribute: false }) unread = '';

  override render() {
    const { missed, unread } = this;
    const counts: Partial<Record<Page, string>> = { recents: missed, messages: unread };
    return html`<nav aria-label=${words.navigation}>
      ${pages.map(
        ({ page, shapes }) =>
          html`<a
            href="#${routeHash(page)}"
            aria-current=${page === this.page ? 'page' : nothing}
            aria-describedby=${page in counts ? page : nothing}
            >${icon(shapes)}<span>${words[page]}</span>${
              counts[page] ? html`<b aria-hidden="true">${counts[page]}</b>` : nothing
            }</a
          >`,
      )}
      <span id="recents" hidden>${missed && words.missedCount(missed)}</span>
      <span id="messages" hidden>${unread && words.unreadCount(unread)}</span>
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-navigation': Navigation;
  }
}
