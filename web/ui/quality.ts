import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isAccepted, type Call } from '../calls/call.ts';
import { isWeak, type Grade } from '../calls/quality-grade.ts';
import { openLate } from './open-late.ts';
import { qualityBars, qualityBarsStyles } from './quality-bars.ts';
import { qualityWords } from './quality-words.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';

/**
 * The bars of a call, words beside them where it is weak, and all figures on tap. It reads the store
 * itself and keeps only two grades of it, so it renders when one changes, not with each reading.
 */
@customElement('tin-quality')
@localized()
export class QualityBadge extends LitElement {
  static override readonly styles = [
    shared,
    qualityBarsStyles,
    css`
      :host {
        display: block;
      }
      .badge {
        display: inline-flex;
        align-items: center;
        justify-content: center;
      }
      button {
        background: transparent;
        color: inherit;
        padding: 0 8px;
      }
      p {
        font-size: var(--small);
      }
      p:not(:empty) {
        padding-inline-end: 12px;
      }
    `,
  ];

  @property({ attribute: false }) call!: Call;
  /** What the other side is called. */
  @property({ attribute: false }) name = '';

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @state() private mine: Grade | null = null;
  @state() private theirs: Grade | null = null;
  @state() private open = false;
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.services.quality.all.subscribe(() => this.#look());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.open = false;
  }

  override willUpdate(): void {
    this.#look();
  }

  override render() {
    const worse = worseOf(this.mine, this.theirs);
    if (!isAccepted(this.call) || worse === null) return nothing;
    const label = qualityWords.badge(qualityWords.grade(worse));
    return html`<div class="badge">
        <button
          type="button"
          aria-label=${label}
          title=${label}
          aria-haspopup="dialog"
          aria-expanded=${this.open ? 'true' : 'false'}
          @click=${this.#toggle}
        >
          ${qualityBars(worse)}
        </button>
        <p role="status" .textContent=${this.#weakness()}></p>
      </div>
      ${
        this.open
          ? html`<tin-quality-panel
              .call=${this.call}
              .name=${this.name}
              @close=${() => (this.open = false)}
            ></tin-quality-panel>`
          : nothing
      }`;
  }

  /** While the connection is sought, the state of the call says so. */
  #weakness(): string {
    if (this.call.phase.kind !== 'talking') return '';
    const [mine, theirs] = [isWeak(this.mine), isWeak(this.theirs)];
    if (mine && theirs) return qualityWords.bothWeak;
    if (mine) return qualityWords.mineWeak;
    return theirs ? qualityWords.theirsWeak(this.name) : '';
  }

  #look(): void {
    const quality = this.services.quality.all.value.get(this.call.id);
    this.mine = quality?.mine ?? null;
    this.theirs = quality?.theirs ?? null;
  }

  #toggle(): void {
    if (this.open) {
      this.open = false;
      return;
    }
    const open = () => (this.open = true);
    void openLate(this, this.services, () => import('./quality-panel.ts'), open);
  }
}

function worseOf(one: Grade | null, other: Grade | null): Grade | null {
  if (one === null) return other;
  return other === null || one < other ? one : other;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-quality': QualityBadge;
  }
}
