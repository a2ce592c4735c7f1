import { css } from 'lit';

/** A field, and what was found below it. */
export const messageSearchStyles = css`
  .search {
    margin: 12px 16px 4px;
  }
  .status {
    padding: 4px 16px;
    font-size: var(--small);
  }
  .text {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .first {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 8px;
  }
  .name {
    font-weight: 550;
  }
  time {
    flex: none;
  }
  .snippet {
    overflow-wrap: anywhere;
  }
  mark {
    background: var(--accent-wash);
    color: var(--ink);
    font-weight: 700;
  }
  .more {
    display: grid;
    justify-items: center;
    gap: 8px;
    padding: 16px;
    font-size: var(--small);
  }
`;
