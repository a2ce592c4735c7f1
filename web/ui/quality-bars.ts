import { css, svg } from 'lit';
import type { Grade } from '../calls/quality-grade.ts';

/** Four bars, as many of them filled as the grade says; decoration only, words stand beside it. */
export function qualityBars(grade: Grade | null) {
  return svg`<svg class="bars ${grade !== null && grade <= 1 ? 'few' : ''}" viewBox="0 0 20 16" aria-hidden="true">
    ${[0, 1, 2, 3].map(
      (bar) =>
        svg`<rect class=${grade !== null && bar < grade ? 'on' : ''} x=${bar * 5 + 0.5} y=${11 - bar * 3.5} width="4" height=${4.5 + bar * 3.5} rx="1" />`,
    )}
  </svg>`;
}

export const qualityBarsStyles = css`
  .bars {
    inline-size: 1.25em;
    block-size: 1em;
    flex: none;
    fill: currentColor;
  }
  .bars rect {
    opacity: 0.28;
  }
  .bars .on {
    opacity: 1;
  }
  .bars.few rect {
    fill: var(--bad);
  }
  @media (forced-colors: active) {
    .bars rect {
      fill: none;
      stroke: CanvasText;
      opacity: 1;
    }
    .bars .on {
      fill: CanvasText;
    }
  }
`;
