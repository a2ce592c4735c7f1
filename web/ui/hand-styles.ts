import { css } from 'lit';

/** The steps of connecting by hand. */
export const handStyles = css`
  ol {
    display: grid;
    gap: 8px;
    margin-block: 16px 0;
    padding-inline-start: 1.5em;
  }
  li::marker {
    color: var(--accent);
    font-weight: 600;
  }
  .step {
    margin-block-end: 4px;
  }
  .step + div,
  p + .code {
    margin-block-start: 12px;
  }
  form {
    margin-block-start: 16px;
  }
  .whose {
    margin-block-start: 12px;
    font-weight: 600;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .actions + .faint {
    margin-block-start: 8px;
  }
  .told {
    padding-block: 16px;
    text-wrap: balance;
  }
`;
