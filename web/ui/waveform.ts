import { css, svg, html } from 'lit';

/** Bars are this much apart, and this wide at most, in units of the picture. */
const pitch = 4;
const width = 2.4;
const height = 32;

/**
 * A picture of how loud something is from its beginning to its end, `levels` from 0 to 1. What was
 * played already, a share from 0 to 1, has another colour. Decoration: what it tells is told in words.
 */
export function renderWave(levels: readonly number[], played = 0) {
  const bars = (from: number, to: number) =>
    levels
      .slice(from, to)
      .map((level, i) => bar(from + i, level))
      .join('');
  const edge = Math.round(played * levels.length);
  return html`<svg
    class="wave"
    viewBox="0 0 ${levels.length * pitch} ${height}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${svg`<path class="played" d=${bars(0, edge)} /><path d=${bars(edge, levels.length)} />`}
  </svg>`;
}

/** `VoiceOffer.peaks` as levels; where there are none, a line. */
export function levelsOf(peaks: string): readonly number[] {
  if (peaks === '') return Array.from({ length: 48 }, () => 0);
  return [...peaks].map((digit) => parseInt(digit, 16) / 15);
}

function bar(i: number, level: number): string {
  const tall = Math.max(2, level * height);
  return `M${i * pitch} ${(height - tall) / 2}h${width}v${tall}h${-width}z`;
}

export const waveStyles = css`
  .wave {
    display: block;
    inline-size: 100%;
    block-size: 32px;
    fill: var(--edge);
  }
  .wave .played {
    fill: var(--accent);
  }
  @media (forced-colors: active) {
    .wave .played {
      fill: Highlight;
    }
  }
`;
