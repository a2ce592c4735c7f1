import { consume } from '@lit/context';
import { localized } from '@lit/localize';
import { LitElement, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Point } from '../calls/quality-points.ts';
import type { QualitySummary } from '../calls/quality-summary-schema.ts';
import type { RecentCall } from '../calls/recent-call.ts';
import './copy-diagnostics.ts';
import { formatLength } from './formats.ts';
import { qualityChartStyles } from './quality-chart-styles.ts';
import { formatMs, formatScore, formatShare } from './quality-formats.ts';
import { qualityFiguresWords } from './quality-figures-words.ts';
import { servicesContext, type Services } from './services.ts';
import { shared } from './styles.ts';

const width = 300;
const height = 72;
/** The scale of the scores. */
const [best, worst] = [4.5, 1];

/** The sound of a past call over its time, for both sides, and its figures. Loaded when asked for. */
@customElement('tin-quality-chart')
@localized()
export class QualityChart extends LitElement {
  static override readonly styles = [shared, qualityChartStyles];

  @property({ attribute: false }) call!: RecentCall;
  @property({ attribute: false }) quality!: QualitySummary;

  @consume({ context: servicesContext })
  private readonly services!: Services;

  override render() {
    const { language } = this.services.system;
    const { averages, route } = this.quality;
    const figures = [
      [qualityFiguresWords.youGet, formatScore(averages.mine, language), 'mine'],
      [qualityFiguresWords.theyGet, formatScore(averages.theirs, language), 'theirs'],
      [qualityFiguresWords.roundTrip, formatMs(averages.roundTripMs, language), ''],
      [qualityFiguresWords.jitter, formatMs(averages.jitterMs, language), ''],
      [qualityFiguresWords.lost, formatShare(averages.lost, language), ''],
      [qualityFiguresWords.routeTitle, route ? qualityFiguresWords.route(route) : '–', ''],
    ] as const;
    return html`
      ${this.#renderChart()}
      <dl>
        ${figures.map(
          ([name, value, line]) =>
            html`<div>
              <dt class=${line}>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <p class="faint">${qualityFiguresWords.scoreHint}</p>
      <tin-copy-diagnostics .call=${this.call} .quality=${this.quality}></tin-copy-diagnostics>
    `;
  }

  #renderChart() {
    const { points } = this.quality;
    const end = Math.max(1, points.at(-1)?.at ?? 1);
    return svg`<svg role="img" aria-label=${this.#sentence(end)} viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
      ${[4, 3, 2].map((score) => svg`<path class="grid" vector-effect="non-scaling-stroke" d="M0 ${yOf(score)}H${width}" />`)}
      <path class="theirs" vector-effect="non-scaling-stroke" d=${lineOf(points, 'theirs', end)} />
      <path class="mine" vector-effect="non-scaling-stroke" d=${lineOf(points, 'mine', end)} />
    </svg>`;
  }

  #sentence(end: number): string {
    const { language } = this.services.system;
    const { averages, points } = this.quality;
    const said = (score: number | null) =>
      score === null ? qualityFiguresWords.unknown : formatScore(score, language);
    const scores = points.flatMap(({ mine }) => mine ?? []);
    return qualityFiguresWords.chart(
      formatLength(this.call.talkedMs ?? end, language),
      said(averages.mine),
      said(scores.length === 0 ? null : Math.min(...scores)),
      said(averages.theirs),
    );
  }
}

function yOf(score: number): string {
  return (((best - score) / (best - worst)) * (height - 4) + 2).toFixed(1);
}

/** A line through the points, broken where nothing was measured; a point alone is a dot. */
function lineOf(points: readonly Point[], name: 'mine' | 'theirs', end: number): string {
  let drawing = false;
  return points
    .map((point) => {
      const score = point[name];
      if (score === null) {
        drawing = false;
        return '';
      }
      const spot = `${((point.at / end) * width).toFixed(1)} ${yOf(score)}`;
      const step = drawing ? `L${spot}` : `M${spot}h0`;
      drawing = true;
      return step;
    })
    .join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'tin-quality-chart': QualityChart;
  }
}
