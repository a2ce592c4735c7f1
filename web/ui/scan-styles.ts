import { css } from 'lit';

/** The viewfinder: a square as a code is, with corners to aim by. */
export const scanStyles = css`
  .finder {
    position: relative;
    inline-size: min(100%, 52dvh);
    aspect-ratio: 1;
    margin-inline: auto;
    border-radius: var(--radius);
    overflow: hidden;
    background: #000;
  }
  video {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .corners {
    position: absolute;
    inset: 14%;
    color: #fff;
    stroke-width: 5;
    filter: drop-shadow(0 0 2px rgb(0 0 0 / 0.8));
    pointer-events: none;
  }
  .message {
    display: flex;
    gap: 8px;
    margin-block-start: 12px;
    min-block-size: 2.8em;
    font-size: var(--small);
  }
  .message .icon {
    color: var(--accent);
  }
  .dropping .finder,
  .dropping .blind {
    outline: 3px dashed var(--accent);
    outline-offset: 2px;
  }
  .blind {
    display: grid;
    place-items: center;
    inline-size: min(100%, 32dvh);
    aspect-ratio: 1;
    margin-inline: auto;
    border: 2px dashed var(--edge);
    border-radius: var(--radius);
    color: var(--faint);
    font-size: 2.5rem;
  }
  button[aria-pressed='true'] {
    background: var(--accent-fill);
    color: var(--on-accent);
  }
`;
