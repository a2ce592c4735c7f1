import { css } from 'lit';

/** A card under the name, on a phone a sheet from the top; the buttons of the call stay in reach. */
export const qualityPanelStyles = css`
  :host {
    --top: 112px;
  }
  [popover] {
    position: fixed;
    inset: auto;
    inset-inline: 0;
    inset-block-start: var(--top);
    margin: 0 auto;
    translate: calc(var(--middle, 50vw) - 50vw);
    inline-size: min(480px, calc(100vw - 32px));
    /* Where text is huge the buttons may have the whole screen. */
    max-block-size: max(200px, calc(100dvh - var(--top) - var(--footer, 0px)));
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
    min-inline-size: 0;
    font-size: var(--large);
    color: inherit;
    hyphens: auto;
    overflow-wrap: anywhere;
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
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
    overflow-wrap: normal;
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
    :host {
      --top: 0px;
    }
    [popover] {
      translate: none;
      inline-size: 100%;
      max-inline-size: none;
      padding-block-start: calc(20px + env(safe-area-inset-top));
      border-inline: 0;
      border-block-start: 0;
      border-start-start-radius: 0;
      border-start-end-radius: 0;
    }
  }
  @media (max-height: 479.98px) {
    :host {
      --top: 8px;
    }
  }
`;
