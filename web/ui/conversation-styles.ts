import { css } from 'lit';

/** Head, what was written, and the field; only the middle scrolls. */
export const conversationStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    overflow: hidden;
  }
  header {
    display: flex;
    align-items: center;
    gap: 4px;
    padding: calc(4px + env(safe-area-inset-top)) 8px 4px;
    border-block-end: 1px solid var(--hairline);
  }
  .back {
    display: grid;
    place-content: center;
    flex: none;
    inline-size: var(--target);
    block-size: var(--target);
    color: var(--accent);
  }
  .who {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    min-block-size: var(--target);
    color: inherit;
    text-decoration: none;
  }
  .who tin-avatar {
    --avatar: 40px;
  }
  h1 {
    font-size: 1.0625rem;
  }
  .log {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    padding: 8px 16px;
  }
  .log:focus-visible {
    outline-offset: -3px;
  }
  ol {
    display: flex;
    flex-direction: column;
    gap: 2px;
    max-inline-size: 720px;
    min-block-size: 100%;
    margin: 0 auto;
    padding: 0;
    list-style: none;
  }
  /* Few messages stand above the field, not below the head. */
  ol::before {
    content: '';
    margin-block-start: auto;
  }
  .day {
    align-self: center;
    padding: 16px 0 8px;
    color: var(--faint);
    font-size: var(--small);
  }
  .message {
    max-inline-size: min(85%, 560px);
    padding: 6px 12px;
    border-radius: 16px;
    background: var(--sunken);
    align-self: flex-start;
  }
  .mine {
    align-self: flex-end;
    background: var(--accent-wash);
  }
  .turn {
    margin-block-start: 8px;
  }
  .message p {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .message.large {
    background: none;
    padding-inline: 4px;
  }
  .large p {
    font-size: 2.5rem;
    line-height: 1.2;
  }
  .message a {
    color: var(--accent);
  }
  .foot {
    display: flex;
    justify-content: flex-end;
    align-items: center;
    gap: 4px;
    color: var(--faint);
    font-size: 0.75rem;
  }
  .foot .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .foot .read {
    color: var(--accent);
  }
  .end {
    position: relative;
    max-inline-size: 720px;
    inline-size: 100%;
    margin-inline: auto;
  }
  .end button {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 16px;
    padding: 0;
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  footer {
    padding: 8px 16px calc(8px + env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--hairline);
  }
  footer > * {
    max-inline-size: 720px;
    margin-inline: auto;
  }
  .stranger {
    display: grid;
    justify-items: center;
    gap: 8px;
    text-align: center;
  }
  .calm {
    margin: auto;
    text-align: center;
    text-wrap: balance;
  }
  @media (forced-colors: active) {
    .message,
    .end button {
      border: 1px solid CanvasText;
    }
  }
`;
