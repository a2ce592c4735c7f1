import { css } from 'lit';

/** One column, as wide as is pleasant to read. */
export const personStyles = css`
  :host {
    padding: 8px 16px 32px;
  }
  :host > * {
    max-inline-size: 560px;
    margin-inline: auto;
  }
  .back {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--target);
    color: var(--accent);
    text-decoration: none;
  }
  .who {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding-block: 8px 24px;
    text-align: center;
  }
  .who tin-avatar {
    --avatar: 96px;
    margin-block-end: 8px;
  }
  .who h1 {
    font-size: var(--huge);
    overflow-wrap: anywhere;
  }
  .actions,
  .last {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .favourite[aria-pressed='true'] .icon {
    fill: currentColor;
    color: var(--accent);
  }
  section {
    display: grid;
    gap: 8px;
    padding-block: 24px;
    border-block-end: 1px solid var(--hairline);
  }
  section:last-child {
    border: 0;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--target);
  }
  .line > :first-child {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .line:has(tin-call-quality) {
    flex-wrap: wrap;
  }
  .line tin-call-quality {
    flex: 1 0 100%;
  }
  .line button {
    color: var(--faint);
  }
  .takes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .last button {
    flex: 1 1 auto;
  }
  .last [aria-pressed='true'] {
    background: var(--bad-fill);
    color: var(--on-fill);
  }
  .remove {
    color: var(--bad);
  }
  @media (min-width: 900px) {
    :host {
      padding-block-start: 32px;
    }
  }
`;
