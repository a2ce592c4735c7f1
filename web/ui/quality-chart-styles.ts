import { css } from 'lit';

/** Two lines on a quiet grid; they differ in more than colour. */
export const qualityChartStyles = css`
  :host {
    padding-block: 8px 16px;
  }
  svg[role='img'] {
    display: block;
    inline-size: 100%;
    block-size: 96px;
    border-block-end: 1px solid var(--hairline);
    fill: none;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :host(:dir(rtl)) svg[role='img'] {
    transform: scaleX(-1);
  }
  .grid {
    stroke: var(--hairline);
    stroke-width: 1;
  }
  path.mine {
    stroke: var(--accent);
  }
  path.theirs {
    stroke: var(--faint);
    stroke-dasharray: 2 5;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
    gap: 12px 16px;
    margin: 16px 0 8px;
  }
  dt {
    color: var(--faint);
    font-size: var(--small);
  }
  dt.mine::before,
  dt.theirs::before {
    content: '';
    display: inline-block;
    inline-size: 20px;
    margin-inline-end: 6px;
    border-block-start: 2px solid var(--accent);
    vertical-align: middle;
  }
  dt.theirs::before {
    border-block-start: 2px dotted var(--faint);
  }
  dd {
    margin: 0;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  p {
    margin-block-end: 16px;
  }
`;
