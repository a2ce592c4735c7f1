import { css } from 'lit';

/** A dialog in the middle of the screen with a headline and a way out. */
export const dialogStyles = css`
  dialog {
    inline-size: min(440px, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 20px;
    overflow-y: auto;
    border: 1px solid var(--hairline);
    border-radius: 20px;
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.5);
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin-block: -8px 8px;
    margin-inline-end: -8px;
  }
  h1 {
    min-inline-size: 0;
    font-size: var(--large);
    hyphens: auto;
    overflow-wrap: anywhere;
  }
  .aside {
    margin-block-start: 12px;
    text-align: center;
    font-size: var(--small);
  }
  .aside a {
    display: inline-block;
    padding-block: 12px;
    color: var(--accent);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 16px;
  }
  .actions button {
    flex: 1 1 auto;
  }
`;
