import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Call } from '../calls/call.ts';
import type { Grade } from '../calls/quality-grade.ts';
import type { Reading } from '../calls/quality-reading.ts';
import { summarise } from '../calls/quality-summary.ts';
import type { Quality } from '../calls/quality.ts';
import './copy-diagnostics.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';
import { qualityBars, qualityBarsStyles } from './quality-bars.ts';
import {
  formatMs,
  formatPicture,
  formatScore,
  formatShare,
  formatSound,
} from './quality-formats.ts';
import { qualityPanelStyles } from './quality-panel-styles.ts';
import { qualityFiguresWords } from './quality-figures-words.ts';
import { qualityWords } from './quality-words.ts';
import { servicesContext, type Services } from './services.ts';
import { StoreController } from './store-controller.ts';
import { shared } from './styles.ts';

/**
 * All figures of a running call, both sides beside each other. A popover and no modal dialog: the
 * buttons of the call stay in reach. Fires `close` when it was closed; loaded when asked for.
 */
@customElement('tin-quality-panel')
@localized()
export class QualityPanel extends LitElement {
  static override readonly styles = [shared, qualityBarsStyles, qualityPanelStyles];

  @property({ attribute: false }) call!: Call;
  /** What the other side is called. */
  @property({ attribute: false }) name = '';

  @consume({ context: servicesContext })
  private readonly services!: Services;

  @query('[popover]') private readonly panel!: HTMLElement;

  /** Takes its step of the history back. */
  #leave: () => void = () => {};
  readonly #all = new StoreController(this, () => this.services.quality.all);

  override firstUpdated(): void {
    // A popover lies over the whole page; the call may have only a part of it.
    const { left, width } = this.getBoundingClientRect();
    this.style.setProperty('--middle', `${left + width / 2}px`);
    this.panel.showPopover();
    this.panel.querySelector('button')?.focus();
    this.#leave = this.services.system.layer.over(this.#close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  override render() {
    const quality = this.#all.value.get(this.call.id) ?? null;
    return html`<div popover="auto" role="dialog" aria-labelledby="title" @toggle=${this.#toggled}>
      <header>
        <h2 id="title">${qualityWords.title}</h2>
        <button
          type="button"
          class="plain"
          aria-label=${qualityFiguresWords.close}
          @click=${this.#close}
        >
          ${icon(icons.close)}
        </button>
      </header>
      ${
        quality?.reading
          ? this.#renderFigures(quality, quality.reading)
          : html`<p class="faint">${qualityFiguresWords.measuring}</p>`
      }
      <tin-copy-diagnostics
        .call=${{ ...this.call, reason: null, talkedMs: talkedMs(this.call, this.services.clock.now()) }}
        .quality=${quality && summarise(quality)}
      ></tin-copy-diagnostics>
    </div>`;
  }

  #renderFigures({ mine, theirs }: Quality, reading: Reading) {
    const { language } = this.services.system;
    const { path, roundTripMs, limitation } = reading;
    const sides = [reading.mine, reading.theirs];
    const pictures = sides.some(({ video }) => video !== null);
    return html`<table>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">${qualityFiguresWords.measure}</span></th>
            <th scope="col">${qualityFiguresWords.youGet}</th>
            <th scope="col">${qualityFiguresWords.theyGetOf(this.name)}</th>
          </tr>
        </thead>
        <tbody>
          ${row(qualityFiguresWords.overall, [mine, theirs].map(renderGrade))}
          ${row(
            qualityFiguresWords.score,
            sides.map(({ score }) => formatScore(score, language)),
          )}
          ${row(
            qualityFiguresWords.lost,
            sides.map(({ audio }) => formatShare(audio?.lost ?? null, language)),
          )}
          ${row(
            qualityFiguresWords.jitter,
            sides.map(({ audio }) => formatMs(audio?.jitterMs ?? null, language)),
          )}
          ${row(
            qualityFiguresWords.sound,
            sides.map(({ audio }) => formatSound(audio, language)),
          )}
          ${
            pictures
              ? row(
                  qualityFiguresWords.picture,
                  sides.map(({ video }) => formatPicture(video, language)),
                )
              : nothing
          }
        </tbody>
      </table>
      <dl>
        <div>
          <dt>${qualityFiguresWords.routeTitle}</dt>
          <dd>${path ? qualityFiguresWords.route(path.route) : '–'}</dd>
        </div>
        <div>
          <dt>${qualityFiguresWords.roundTrip}</dt>
          <dd>${formatMs(roundTripMs, language)}</dd>
        </div>
        ${
          limitation !== null && limitation !== 'none'
            ? html`<div>
                <dt>${qualityFiguresWords.limited}</dt>
                <dd>${qualityFiguresWords.limitation(limitation)}</dd>
              </div>`
            : nothing
        }
      </dl>
      <p class="faint">${qualityFiguresWords.scoreHint}</p>`;
  }

  readonly #close = (): void => this.panel.hidePopover();

  #toggled({ newState }: ToggleEvent): void {
    // A `toggle` does not leave the shadow root.
    if (newState === 'closed') this.dispatchEvent(new Event('close'));
  }
}

function row(title: string, [mine, theirs]: readonly unknown[]) {
  return html`<tr>
    <th scope="row">${title}</th>
    <td>${mine}</td>
    <td>${theirs}</td>
  </tr>`;
}

function renderGrade(grade: Grade | null) {
  if (grade === null) return '–';
  return html`<span class="grade">${qualityBars(grade)} ${qualityWords.grade(grade)}</span>`;
}

function talkedMs({ phase }: Call, now: number): number | null {
  return 'since' in phase && phase.since !== null ? Math.max(0, now - phase.since) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-quality-panel': QualityPanel;
  }
}
