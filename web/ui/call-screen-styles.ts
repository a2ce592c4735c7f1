import { css } from 'lit';

/** Always dark; the other side's picture fills it, everything else lies over that. */
export const callScreenStyles = css`
  :host {
    color-scheme: dark;
    background: #131110;
  }
  section {
    position: relative;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    block-size: 100%;
    overflow: hidden auto;
    background: var(--paper);
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
    min-block-size: 96px;
    padding: calc(16px + env(safe-area-inset-top)) 64px 16px;
    text-align: center;
  }
  .filmed header {
    background: linear-gradient(rgb(0 0 0 / 0.72), transparent);
  }
  .filmed footer {
    background: linear-gradient(transparent, rgb(0 0 0 / 0.72));
  }
  .leave {
    position: absolute;
    inset-block-start: calc(12px + env(safe-area-inset-top));
    inset-inline-start: 12px;
    padding: 0;
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
    font-size: 1.125rem;
    color: var(--faint);
  }
  .filmed tin-call-status {
    color: inherit;
  }
  .middle {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 32px;
    min-block-size: 0;
    padding: 16px;
  }
  .filmed .middle {
    align-content: start;
  }
  .cans {
    display: flex;
    align-items: center;
    justify-content: center;
    inline-size: 100%;
  }
  .cans tin-avatar {
    --avatar: clamp(64px, min(26vw, 20vh), 136px);
  }
  .string {
    flex: 0 1 160px;
    min-inline-size: 24px;
    block-size: 40px;
    overflow: visible;
    fill: none;
    stroke: var(--accent);
    stroke-width: 3;
    stroke-linecap: round;
  }
  .frayed {
    stroke-dasharray: 3 9;
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  .badges li {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 6px 14px;
    border-radius: var(--round);
    background: rgb(42 38 34 / 0.88);
    font-size: var(--small);
  }
  .own {
    position: absolute;
    inset-block-start: calc(16px + env(safe-area-inset-top));
    inset-inline-end: 16px;
    inline-size: clamp(88px, 22%, 220px);
    aspect-ratio: 4 / 3;
    object-fit: cover;
    border: 1px solid rgb(255 255 255 / 0.24);
    border-radius: var(--radius);
    background: var(--sunken);
    box-shadow: var(--shadow);
  }
  .mirrored {
    transform: scaleX(-1);
  }
  footer {
    display: grid;
    gap: 16px;
    padding: 16px 8px calc(32px + env(safe-area-inset-bottom));
  }
  .device-problems {
    display: grid;
    gap: 8px;
    justify-items: center;
  }
  .device-problems p {
    display: flex;
    gap: 8px;
    max-inline-size: 56ch;
    padding: 10px 14px;
    border-radius: var(--radius);
    background: var(--accent-wash);
    font-size: var(--small);
  }
  .device-problems .icon {
    color: var(--accent);
  }
  tin-test-findings {
    justify-items: center;
    padding-inline: 16px;
  }
  @keyframes guard {
    0%,
    100% {
      pointer-events: none;
    }
  }
  .after {
    /* The second half of a double click on “Hang up” must not press what appears under it. */
    animation: guard 400ms;
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
  @media (max-width: 599.98px) {
    .remote:not(.unseen) {
      object-fit: cover;
    }
    .own {
      inset-block-start: calc(max(104px, 6.5rem) + env(safe-area-inset-top));
      aspect-ratio: 3 / 4;
    }
    .after {
      flex-direction: column;
      padding-inline: 24px;
    }
  }
`;
