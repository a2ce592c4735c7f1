import { css } from 'lit';

/** What the sections of the settings share. */
export const settingsStyles = css`
  section {
    display: grid;
    gap: 12px;
    padding: 24px 16px;
    border-block-end: 1px solid var(--hairline);
  }
  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: var(--target);
    cursor: pointer;
  }
  .switch + .faint {
    margin-block-start: -12px;
    max-inline-size: 36ch;
  }
  [role='switch'] {
    appearance: none;
    flex: none;
    inline-size: 52px;
    block-size: 32px;
    margin: 0;
    padding: 3px;
    border: 1px solid var(--edge);
    border-radius: var(--round);
    background: var(--sunken);
    cursor: pointer;
    transition: background var(--quick);
  }
  [role='switch']::before {
    content: '';
    display: block;
    inline-size: 24px;
    block-size: 24px;
    border-radius: 50%;
    background: var(--edge);
    transition: margin var(--quick);
  }
  [role='switch']:checked {
    border-color: var(--accent-fill);
    background: var(--accent-fill);
  }
  [role='switch']:checked::before {
    margin-inline-start: 20px;
    background: var(--on-accent);
  }
  @media (forced-colors: active) {
    [role='switch']::before {
      background: ButtonText;
      forced-color-adjust: none;
    }
    [role='switch']:checked {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
