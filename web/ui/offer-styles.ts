import { css } from 'lit';

/** A sentence with what can be done about it, at the top of the list. */
export const offerStyles = css`
  /* Only a place to go on from, not a control. */
  [role='status']:focus {
    outline: none;
  }
  .offer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 12px 16px;
    border-block-end: 1px solid var(--hairline);
    background: var(--surface);
  }
  .text {
    display: flex;
    flex: 1 1 24ch;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .text .icon {
    color: var(--accent);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-inline-start: auto;
  }
  .actions .plain {
    padding-inline: 12px;
  }
`;
