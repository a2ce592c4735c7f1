import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { afterFrame } from '../lib/after-frame.ts';
import { Scope } from '../lib/scope.ts';
import { ToastEvent } from './events.ts';
import { FocusKeeper } from './focus-keeper.ts';
import type { Forgery } from '../links/forgeries.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { servicesContext, type Services } from './services.ts';
import { onSingleClick } from './single-click.ts';
import { shared } from './styles.ts';
import { whoIs } from './who.ts';
import { words } from './words.ts';

const stayMs = 5_000;
/** Long enough to notice what was lost and to reach the button. */
const stayUndoMs = 12_000;
/** What is held is looked at again so often. */
const heldMs = 1_000;
const most = 3;

/** Short notices of everything below the shell, in one polite live region. */
@customElement('tin-toasts')
@localized()
export class Toasts extends LitElement {
  static override readonly styles = [
    shared,
    css`
      div {
        display: grid;
        justify-items: center;
        gap: 8px;
        padding-inline: 16px;
      }
      /* Only a place to go on from, not a control. */
      div:focus {
        outline: none;
      }
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        max-inline-size: 480px;
        min-block-size: 48px;
        padding-inline: 16px 4px;
        border-radius: var(--radius);
        border: 1px solid transparent;
        background: var(--ink);
        color: var(--paper);
        box-shadow: var(--shadow);
        pointer-events: auto;
      }
      span {
        min-inline-size: 0;
        padding-block: 8px;
        overflow-wrap: anywhere;
      }
      button,
      button.plain {
        color: inherit;
        background: transparent;
      }
      button.undo {
        text-decoration: underline;
      }
      button.plain:hover:not(:disabled) {
        background: transparent;
        opacity: 0.8;
      }
      /* One at a time leaves the picture of a call to be seen. */
      @media (max-width: 899.98px), (max-height: 479.98px) {
        :host(.over-call) p:not(:last-child) {
          display: none;
        }
      }
      :focus-visible {
        outline-color: var(--paper);
        outline-offset: -4px;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  /** The element below whose header they are; null at their usual place. */
  @property({ attribute: false }) below: 'tin-call-screen' | 'tin-conversation' | null = null;
  @state() private toasts: readonly ToastEvent[] = [];
  @query('div') private readonly region!: HTMLElement;
  readonly focusKeeper = new FocusKeeper(this, { row: 'p', rest: () => this.region });
  /** A pointer has moved over them. */
  #hasMoved = false;
  #scope = new Scope();
  #language = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    this.#language = this.services.system.language;
    // They bubble up to the shell, whose shadow root this is in.
    const { host } = this.getRootNode() as ShadowRoot;
    this.#scope.listen(host, ToastEvent.type, (event) => {
      if (event instanceof ToastEvent) this.#show(event);
    });
    this.#scope.add(this.services.forgery.subscribe((forgery) => this.#warn(forgery)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave([]);
    this.#scope.close();
  }

  override willUpdate(): void {
    const { language } = this.services.system;
    // What they say is in the language before.
    if (language !== this.#language) this.#leave([]);
    this.#language = language;
  }

  override updated(changed: PropertyValues<this>): void {
    this.#place();
    // What they are over now may still have to be loaded, and drawn.
    if (changed.has('below') && this.below !== null) {
      void customElements.whenDefined(this.below).then(() => afterFrame(() => this.#place()));
    }
  }

  override render() {
    return html`<div
      role="status"
      tabindex="-1"
      aria-atomic="false"
      @pointermove=${() => (this.#hasMoved = true)}
      @pointerleave=${() => (this.#hasMoved = false)}
    >
      ${repeat(
        this.toasts,
        (toast) => toast,
        (toast) =>
          html`<p>
            <span>${toast.text}</span>
            ${
              toast.undo
                ? html`<button
                    type="button"
                    class="undo"
                    @click=${onSingleClick(() => this.#undo(toast))}
                  >
                    ${toast.label ?? words.undo}
                  </button>`
                : ''
            }
            <button
              type="button"
              class="plain"
              aria-label=${words.dismiss}
              @click=${onSingleClick(() => this.#drop(toast))}
            >
              ${icon(icons.close)}
            </button>
          </p>`,
      )}
    </div>`;
  }

  #warn(forgery: Forgery | null): void {
    if (forgery === null) return;
    const { name } = whoIs(this.services.contacts.all.value, forgery.peer, null);
    this.#show(new ToastEvent(words.forged(name), { stays: true }));
  }

  #show(toast: ToastEvent): void {
    // The same words again are no news, unless there is something else to undo.
    const others = this.toasts.filter(({ text, undo }) => undo || text !== toast.text);
    this.#leave([...others, toast].slice(-most));
    if (toast.stays) return;
    const stay = toast.undo ? stayUndoMs : stayMs;
    this.#scope.add(this.services.clock.after(stay, () => this.#over(toast)));
  }

  /** Never from under a hand: what is hovered or has the focus stays (WCAG 2.2.1). */
  #over(toast: ToastEvent): void {
    // A pointer that was left lying there holds nothing.
    const hasFocus = this.renderRoot.querySelector('p:focus-within') !== null;
    const isHeld = hasFocus || (this.#hasMoved && this.matches(':hover'));
    if (!isHeld) return this.#drop(toast);
    this.#scope.add(this.services.clock.after(heldMs, () => this.#over(toast)));
  }

  #place(): void {
    if (this.below === null || this.toasts.length === 0) return;
    const host = this.getRootNode() as ShadowRoot;
    const header = host.querySelector(this.below)?.shadowRoot?.querySelector('header');
    if (!header) return;
    // That of a call, which may still be coming up, is as high as the name in it.
    const isCall = this.below === 'tin-call-screen';
    const bottom = isCall ? header.offsetHeight : header.getBoundingClientRect().bottom;
    this.style.setProperty('--below-header', `${bottom}px`);
  }

  #undo(toast: ToastEvent): void {
    this.toasts = this.#without(toast);
    void toast.undo?.();
  }

  #drop(toast: ToastEvent): void {
    this.#leave(this.#without(toast));
  }

  #without(toast: ToastEvent): readonly ToastEvent[] {
    return this.toasts.filter((other) => other !== toast);
  }

  /** All but these go. */
  #leave(these: readonly ToastEvent[]): void {
    const gone = this.toasts.filter((toast) => !these.includes(toast));
    this.toasts = these;
    for (const { over } of gone) over?.();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-toasts': Toasts;
  }
}
