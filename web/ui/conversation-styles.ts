import { css } from 'lit';

/** Head, what was written, and the field; only the middle scrolls. */
export const conversationStyles = css`
  :host {
    position: relative;
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
  .named {
    display: grid;
    min-inline-size: 0;
  }
  h1 {
    font-size: 1.0625rem;
    line-height: 1.2;
  }
  .log {
    display: flex;
    flex-direction: column;
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
    flex: 1 0 auto;
    gap: 2px;
    inline-size: 100%;
    max-inline-size: 720px;
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
  .new {
    display: flex;
    align-items: center;
    gap: 12px;
    padding-block: 8px;
    color: var(--accent);
    font-size: var(--small);
  }
  .new::before,
  .new::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid currentColor;
  }
  li[data-at] {
    display: flex;
    justify-content: flex-start;
  }
  li.mine {
    justify-content: flex-end;
  }
  /* What was looked for stands out for a moment; without motion it goes at once. */
  .sought {
    border-radius: var(--radius);
    animation: stand-out 2.5s ease-in;
  }
  @keyframes stand-out {
    from,
    60% {
      background: color-mix(in srgb, var(--accent) 30%, transparent);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .sought {
      animation-timing-function: step-end;
    }
  }
  .call {
    align-self: center;
    padding-block: 8px;
  }
  .arrives {
    inline-size: 100%;
    max-inline-size: 720px;
    margin: 6px auto 0;
    font-size: var(--small);
    overflow-wrap: anywhere;
    text-align: end;
    text-wrap: balance;
  }
  .turn {
    margin-block-start: 8px;
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
  .above {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 8px 12px;
    padding-block: 8px;
    /* In line with the messages. */
    padding-inline: max(16px, (100% - 720px) / 2);
  }
  .above > :first-child {
    flex: 2 1 140px;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .above > progress {
    flex: 1;
    min-inline-size: 60px;
  }
  progress {
    accent-color: var(--accent);
  }
  .drop {
    position: absolute;
    inset: 8px;
    display: grid;
    place-content: center;
    border: 3px dashed var(--accent);
    border-radius: 16px;
    background: var(--surface);
    font-size: 1.25rem;
    pointer-events: none;
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
    .end button {
      border: 1px solid CanvasText;
    }
  }
`;
