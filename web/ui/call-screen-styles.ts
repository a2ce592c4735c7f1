import { css } from 'lit';

/** The second half of a double click on what was there before must not press what appears under it. */
export const guard = css`
  @keyframes guard {
    0%,
    100% {
      pointer-events: none;
    }
  }
`;

/** Always dark; the other side's picture fills it, everything else lies over that. */
export const callScreenStyles = css`
  :host {
    color-scheme: dark;
    background: var(--night);
    /* What a notch or round corners take of a phone on its side; it may lie on either. */
    --beside: max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px));
  }
  section {
    position: relative;
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    block-size: 100%;
    overflow: hidden auto;
    background: radial-gradient(circle at 50% 45%, var(--glow), transparent 60vmin), var(--night);
    color: var(--ink);
  }
  /* Only a place to start reading from, not a control. */
  section:focus {
    outline: none;
  }
  .remote:not(.unseen) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
    background: #000;
  }
  header,
  .middle,
  footer {
    position: relative;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 96px;
    padding: calc(16px + env(safe-area-inset-top)) 64px 16px;
    text-align: center;
  }
  .filmed header {
    background: linear-gradient(var(--veil), transparent);
  }
  .filmed footer {
    background: linear-gradient(transparent, var(--veil));
  }
  header,
  footer {
    transition: opacity var(--slow);
  }
  /* Transparent, not hidden: what has no colour is not painted, and is still found and reached. */
  :host([faded]) header,
  :host([faded]) footer {
    opacity: 0;
  }
  :host([faded]) section {
    cursor: none;
  }
  /* It takes the room the header left. */
  :host([faded]) .own.top {
    transform: translateY(-72px);
  }
  /* A picture that stands still says that it does. */
  .waiting .remote {
    opacity: 0.45;
  }
  .leave {
    position: absolute;
    inset-block-start: calc(12px + env(safe-area-inset-top));
    inset-inline-start: calc(12px + var(--beside));
    padding: 0;
  }
  .float {
    position: absolute;
    inset-block-start: calc(12px + env(safe-area-inset-top));
    inset-inline-start: calc(12px + var(--beside));
    padding: 0;
  }
  .leave + .float {
    inset-inline-start: calc(64px + var(--beside));
  }
  .float[aria-pressed='true'] {
    background: var(--ink);
    color: var(--paper);
  }
  h1 {
    font-size: min(var(--huge), 9vw);
    line-height: 1.25;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .filmed h1 {
    font-size: var(--large);
  }
  tin-call-status {
    font-size: min(1.125rem, 8vw);
    color: var(--faint);
  }
  .filmed tin-call-status {
    color: inherit;
  }
  /* The cans stay where they are whatever is said below them. */
  .middle {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto minmax(48px, 1fr);
    justify-items: center;
    row-gap: 24px;
    min-block-size: 0;
    padding: 16px;
  }
  .filmed .middle {
    display: block;
  }
  .cans {
    grid-row: 2;
    display: flex;
    align-items: center;
    justify-content: center;
    inline-size: 100%;
  }
  .cans tin-avatar {
    --avatar: clamp(64px, min(26vw, 20vh), 136px);
  }
  tin-string {
    flex: 0 1 208px;
    min-inline-size: 24px;
    /* The ends go on under the cans, which are round. */
    margin-inline: -2px;
  }
  .badges {
    grid-row: 3;
    align-self: start;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  .badges li {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    border: 1px solid transparent;
    border-radius: var(--round);
    background: var(--pill);
    font-size: var(--small);
    overflow-wrap: anywhere;
  }
  .own {
    position: absolute;
    inline-size: clamp(88px, 22%, 208px);
    aspect-ratio: 4 / 3;
    object-fit: cover;
    border: 1px solid rgb(255 255 255 / 0.24);
    border-radius: var(--radius);
    background: var(--sunken);
    box-shadow: var(--shadow);
    cursor: grab;
    touch-action: none;
    transition: transform var(--slow);
  }
  .own:active {
    cursor: grabbing;
  }
  section:not(.filmed) .own {
    inline-size: clamp(64px, 18%, 176px);
  }
  .own.top {
    inset-block-start: 0;
  }
  .own.bottom {
    inset-block-end: 0;
  }
  .own.start {
    inset-inline-start: calc(16px + var(--beside));
  }
  .own.end {
    inset-inline-end: calc(16px + var(--beside));
  }
  .own.screen {
    aspect-ratio: 16 / 9;
    object-fit: contain;
    background: #000;
  }
  .mirrored {
    scale: -1 1;
  }
  tin-muted-hint {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 16px;
    display: grid;
    justify-items: center;
    pointer-events: none;
  }
  footer {
    display: grid;
    gap: 16px;
    padding: 16px 8px calc(32px + env(safe-area-inset-bottom));
  }
  .after,
  tin-call-controls {
    animation: guard 400ms;
  }
  .after {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 12px;
    padding-inline: 8px;
  }
  .after button {
    min-block-size: var(--call-target);
    padding-inline: 24px;
  }
  @media (min-width: 600px) {
    header:has(.float) {
      padding-inline: 116px;
    }
  }
  @media (max-width: 599.98px) {
    .float,
    .leave + .float {
      inset-inline: auto 12px;
    }
    /* A screen is read to its edges. */
    .screened .remote:not(.unseen) {
      object-fit: contain;
    }
    .remote:not(.unseen) {
      object-fit: cover;
    }
    .own {
      aspect-ratio: 3 / 4;
    }
    .after {
      flex-direction: column;
    }
    .after,
    tin-test-findings {
      padding-inline: 24px;
    }
  }
`;
