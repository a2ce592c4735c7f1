import { css } from 'lit';

/** The line that tells what a past call was. */
export const recentStyles = css`
  .what {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--faint);
    font-size: var(--small);
  }
  .what > span {
    min-inline-size: 0;
  }
  .what .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .what.missed {
    color: var(--bad);
  }
`;
