import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { Scope } from '../lib/scope.ts';
import type { LineStatus } from '../links/line.ts';
import type { LineTrouble } from '../links/signals.ts';
import { bring } from './bring.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { lineWords } from './line-words.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/** Signing on mostly takes less; a banner that flashes up helps nobody. */
const patienceMs = 2_000;

/** Tells that the broker is out of reach, once connecting takes longer than it should, and that nothing rings. */
@customElement('tin-line-banner')
@localized()
export class LineBanner extends LitElement {
  static override readonly styles = [
    shared,
    css`
      /* Only a place to go on from, not a control. */
      div:focus {
        outline: none;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap);
        padding: 4px 16px;
        background: var(--accent-wash);
        font-size: var(--small);
      }
      span {
        flex: 1 1 8em;
        padding-block-start: 4px;
      }
      a {
        display: flex;
        align-items: center;
        inline-size: fit-content;
        min-block-size: var(--target);
        color: var(--accent);
      }
      button {
        flex: none;
        margin-inline-start: auto;
      }
    `,
  ];

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private shown = false;
  @state() private trouble: LineTrouble | null = null;
  @query('div') private readonly region!: HTMLElement;
  readonly #settings = new StoreController(this, () => this.services.settings.all);
  readonly focusKeeper = new FocusKeeper(this, { row: 'p', rest: () => this.region });
  #scope = new Scope();
  #stopWaiting: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    const { line, system } = this.services;
    this.#scope.add(line.subscribe((status) => this.#follow(status)));
    this.#scope.add(system.hasNetwork.subscribe(() => this.requestUpdate()));
    this.#scope.add(() => this.#calm());
    this.#follow(line.value);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope.close();
  }

  override render() {
    return html`<div role="status" tabindex="-1">
        ${
          this.shown
            ? html`<p>
                ${icon(icons.warning)}<span
                  >${this.#text(this.trouble)}${
                    this.#isElsewhere ? nothing : html`<a href="#/hand">${lineWords.byHand}</a>`
                  }</span
                >
                <button type="button" class="plain" @click=${this.services.retryLine}>
                  ${this.#isElsewhere ? lineWords.useHere : lineWords.tryNow}
                </button>
              </p>`
            : nothing
        }
      </div>
      ${this.#settings.value.doNotDisturb ? this.#renderQuiet() : nothing}`;
  }

  #renderQuiet() {
    const disturb = () => void this.services.settings.change({ doNotDisturb: false });
    return html`<p>
      ${icon(icons.quiet)}<span>${lineWords.quiet}</span>
      <button type="button" class="plain" @click=${disturb}>${lineWords.switchOff}</button>
    </p>`;
  }

  get #isElsewhere(): boolean {
    return this.services.system.hasNetwork.value && this.trouble?.code === 'elsewhere';
  }

  #text(trouble: LineTrouble | null) {
    if (!this.services.system.hasNetwork.value) return lineWords.noNetwork;
    if (trouble === null) return lineWords.noLine;
    // Whoever turns this phone away is there to load it from.
    bring('trouble', this);
    return html`<tin-line-trouble .trouble=${trouble}></tin-line-trouble>`;
  }

  #follow(status: LineStatus): void {
    if (status.kind === 'offline') this.trouble = status.trouble;
    switch (status.kind) {
      case 'online':
        this.#calm();
        this.shown = false;
        return;
      case 'offline':
        this.#calm();
        this.shown = true;
        return;
      case 'connecting':
        this.#stopWaiting ??= this.services.clock.after(patienceMs, () => (this.shown = true));
    }
  }

  #calm(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-line-banner': LineBanner;
  }
}
