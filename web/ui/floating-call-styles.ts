/**
 * Of the page of the floating window, as text: a style sheet belongs to the
 * document that made it, so that page makes its own.
 */
export const floatingCallStyles = `
  :root {
    color-scheme: dark;
  }
  html,
  body,
  tin-floating-call {
    block-size: 100%;
  }
  body {
    overflow: hidden;
  }
  tin-floating-call {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    overflow: hidden;
  }
  tin-floating-call main {
    display: contents;
  }
  tin-floating-call video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    background: #000;
  }
  tin-floating-call video.unseen {
    visibility: hidden;
  }
  tin-floating-call header,
  tin-floating-call footer {
    position: relative;
    display: flex;
    align-items: center;
    gap: var(--gap);
    padding: 8px 12px;
    background: rgb(0 0 0 / 0.6);
  }
  tin-floating-call h1 {
    flex: 1;
    margin: 0;
    overflow: hidden;
    font-size: 1rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  tin-floating-call [role='timer'] {
    font-variant-numeric: tabular-nums;
  }
  tin-floating-call footer {
    justify-content: center;
    gap: 16px;
  }
  tin-floating-call button {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 50%;
    background: var(--sunken);
    color: var(--ink);
    cursor: pointer;
  }
  tin-floating-call button[aria-pressed='true'] {
    background: var(--ink);
    color: var(--paper);
  }
  tin-floating-call button.hang-up {
    background: var(--bad-fill);
    color: var(--on-fill);
  }
  tin-floating-call :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  tin-floating-call .icon {
    inline-size: 22px;
    block-size: 22px;
  }
  @media (forced-colors: active) {
    tin-floating-call button[aria-pressed='true'] {
      border: 4px solid Highlight;
    }
  }
`;
