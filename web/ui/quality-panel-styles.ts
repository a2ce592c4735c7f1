import { css } from 'lit';

/** A sheet at the bottom of a phone, a card under the name elsewhere. */
export const qualityPanelStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    inset-inline: 0;
    inset-block-start: 112px;
    margin: 0 auto;
    translate: calc(var(--middle, 50vw) - 50vw);
    inline-size: min(480px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 160px);
    overflow: auto;
    padding: 20px 24px 24px;
    border: 1px solid var(--hairline);
    border-radius: 20px;
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
    text-align: start;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block: -8px 8px;
  }
  h2 {
    font-size: var(--large);
    color: inherit;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 8px 0;
    padding-inline-end: 12px;
    border-block-end: 1px solid var(--hairline);
    font-weight: 400;
    text-align: start;
    vertical-align: baseline;
    overflow-wrap: anywhere;
  }
  th[scope='col'] {
    font-size: var(--small);
    font-weight: 600;
  }
  th[scope='row'] {
    inline-size: 26%;
    color: var(--faint);
    font-size: var(--small);
    overflow-wrap: normal;
  }
  .grade {
    display: inline-flex;
    align-items: baseline;
    gap: 6px;
    font-weight: 600;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 32px;
    margin: 16px 0;
  }
  dt {
    color: var(--faint);
    font-size: var(--small);
  }
  dd {
    margin: 0;
    font-weight: 600;
  }
  tin-copy-diagnostics {
    margin-block-start: 16px;
  }
  @media (max-width: 599.98px) {
    [popover] {
      inset-block: auto 0;
      translate: none;
      inline-size: 100%;
      max-inline-size: none;
      max-block-size: 80dvh;
      padding-block-end: calc(24px + env(safe-area-inset-bottom));
      border-inline: 0;
      border-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
`;
