import { css } from 'lit';

/** The dial field and its actions; on a phone the actions sit in reach of the thumb. */
export const dialStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .field {
    position: relative;
  }
  .field button {
    position: absolute;
    inset-block: 2px;
    inset-inline-end: 2px;
  }
  .field input {
    padding-inline-end: 48px;
  }
  .actions:not(.idle) .main {
    background: var(--accent-fill);
    color: var(--on-accent);
  }
  .found {
    margin-block-start: 6px;
    overflow-wrap: anywhere;
  }
  .suggestion {
    inline-size: 100%;
    justify-content: flex-start;
    gap: 12px;
    min-block-size: 56px;
    padding-inline: 8px;
    border-radius: var(--radius);
    background: transparent;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .suggestion:hover {
    background: var(--sunken);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  @media (max-width: 599.98px) {
    .actions {
      position: fixed;
      inset-inline: 0;
      inset-block-end: max(64px + env(safe-area-inset-bottom), var(--keyboard, 0px));
      z-index: 1;
      padding: 12px 16px;
      border-block-start: 1px solid var(--hairline);
      background: var(--surface);
    }
    .actions.idle {
      display: none;
    }
  }
`;
