import { css } from 'lit';

/** A line that grows with what is typed, its buttons around it, and above it what that is about. */
export const messageFieldStyles = css`
  form {
    display: flex;
    align-items: flex-end;
    gap: 8px;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 48px;
    max-block-size: 30vh;
    padding: 12px 14px;
    border: 1px solid var(--edge);
    border-radius: 24px;
    background: var(--surface);
    color: inherit;
    font: inherit;
    resize: none;
    field-sizing: content;
  }
  textarea:focus-visible {
    outline-offset: -1px;
  }
  textarea[aria-invalid='true'] {
    border-color: var(--bad);
  }
  .about {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 8px;
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--accent);
  }
  .about p {
    flex: 1;
    display: grid;
    min-inline-size: 0;
  }
  .turning {
    display: grid;
  }
  button {
    min-block-size: 48px;
    min-inline-size: 48px;
    padding: 0;
  }
`;
