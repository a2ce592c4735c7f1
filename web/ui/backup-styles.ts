import { css } from 'lit';

/** What the dialogs of backups share. */
export const backupStyles = css`
  form,
  .found {
    display: grid;
    gap: 16px;
    margin-block-start: 12px;
  }
  input[type='password'] {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 0 14px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  input[type='password']:focus-visible {
    outline-offset: -1px;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: var(--target);
  }
  .choice input {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    accent-color: var(--accent-fill);
  }
  .choice .faint {
    display: block;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--accent-fill);
  }
  .what {
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .found li,
  .work p {
    font-variant-numeric: tabular-nums;
  }
  .chosen {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    overflow-wrap: anywhere;
  }
`;
