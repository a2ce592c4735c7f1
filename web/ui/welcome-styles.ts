import { css } from 'lit';

/** One column in the middle of an otherwise empty screen. */
export const welcome = css`
  main {
    display: grid;
    align-content: center;
    gap: 16px;
    min-block-size: 100dvh;
    max-inline-size: 400px;
    margin-inline: auto;
    padding: 24px;
    text-align: center;
  }
  main > * {
    margin-inline: 0;
  }
  .cans {
    inline-size: 160px;
    justify-self: center;
    color: var(--accent);
  }
  [role='alert'] {
    display: grid;
    gap: 12px;
    text-wrap: pretty;
  }
  h1 {
    font-size: var(--huge);
    line-height: 1.2;
    text-wrap: balance;
  }
  button.main {
    min-block-size: 52px;
  }
`;
