import { css } from 'lit';

/** A row for each device: its choice, beside it the test, and below what the test shows. */
export const devicePanelStyles = css`
  :host {
    display: grid;
    gap: 16px;
  }
  :host > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 8px;
    align-items: end;
  }
  select {
    text-overflow: ellipsis;
  }
  button {
    min-block-size: 48px;
  }
  button[aria-pressed='true'] {
    background: var(--accent-fill);
    color: var(--on-accent);
  }
  .below {
    grid-column: 1 / -1;
  }
  /* Out of the way, but there, so that what comes into it is read aloud. */
  div.below:not(:has(p)) {
    position: absolute;
  }
  .choice:not(:has(+ button)) {
    grid-column: 1 / -1;
  }
  video {
    inline-size: min(100%, 320px);
    aspect-ratio: 4 / 3;
    object-fit: cover;
    border-radius: var(--radius);
    background: #000;
  }
  .mirrored {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'] {
      border: 3px solid Highlight;
    }
  }
`;
