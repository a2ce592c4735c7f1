import { css } from 'lit';

/** Tabs below under 600 px; a rail and one pane up to 900 px; rail, list and detail beyond. */
export const shellStyles = css`
  :host {
    --tabs: calc(64px + env(safe-area-inset-bottom));
    display: grid;
    /* The rail is as wide as its longest word. */
    grid-template: minmax(0, 1fr) / minmax(88px, max-content) minmax(0, 1fr);
    grid-template-areas: 'nav main';
    block-size: 100%;
    background: var(--paper);
    color: var(--ink);
  }
  tin-navigation {
    grid-area: nav;
  }
  main {
    grid-area: main;
    position: relative;
    /* A call that comes up from below must not make the page higher. */
    overflow: clip;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .panes {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .list,
  .detail {
    flex: 1;
  }
  .list.beside {
    flex: none;
  }
  .list {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .scroll {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding-block-end: 16px;
  }
  /* What is on its way says so, where that takes longer than it should. */
  h1 ~ :not(:defined)::before,
  .detail:not(:defined)::before {
    content: '';
    display: block;
    inline-size: 32px;
    block-size: 32px;
    margin: 64px auto;
    border: 3px solid var(--hairline);
    border-block-start-color: var(--accent);
    border-radius: 50%;
    opacity: 0;
    animation:
      show 0s 400ms forwards,
      turn calc(4 * var(--slow)) linear infinite;
  }
  @keyframes show {
    to {
      opacity: 1;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  .top {
    display: grid;
    gap: 8px;
    padding: 12px 16px 16px;
    border-block-end: 1px solid var(--hairline);
  }
  .detail {
    min-block-size: 0;
    overflow-y: auto;
  }
  .detail[hidden] {
    display: none;
  }
  tin-call-screen {
    position: absolute;
    inset: 0;
    z-index: 2;
  }
  /* What a notch takes of a phone on its side, whichever way it is turned. */
  @media (min-width: 600px) {
    :host {
      padding-inline: max(env(safe-area-inset-left, 0px), env(safe-area-inset-right, 0px));
    }
  }
  /* Its sound goes on: taken out of sight, not out of the page. */
  tin-call-screen.away {
    position: fixed;
    inset: auto;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    opacity: 0;
    pointer-events: none;
  }
  /* It comes up from where calls are made; one that was answered is there, and its pictures need the time. */
  @media (prefers-reduced-motion: no-preference) {
    tin-call-screen:not(.away, .answered) {
      animation: rise var(--slow) var(--ease);
    }
    tin-mini-call {
      animation: drop var(--slow) var(--ease);
    }
    tin-incoming-call {
      animation: arrive var(--slow) var(--ease);
    }
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 48px;
    }
  }
  @keyframes drop {
    from {
      translate: 0 -100%;
    }
  }
  @keyframes arrive {
    from {
      opacity: 0;
      translate: 0 -16px;
    }
  }
  tin-incoming-call {
    position: fixed;
    inset-block-start: 24px;
    inset-inline-end: 24px;
    inline-size: 360px;
    z-index: 4;
  }
  tin-toasts {
    position: fixed;
    inset-block-end: 24px;
    inset-inline: 0;
    z-index: 3;
    pointer-events: none;
  }
  /* Never on the buttons of a call or on what was written last, and above the face. */
  tin-toasts.below-header {
    inset-block: var(--below-header, calc(144px + env(safe-area-inset-top))) auto;
  }
  tin-toasts.over-call {
    color-scheme: dark;
  }
  tin-toasts:not(.over-call) {
    margin-block-start: 8px;
  }
  /* Out of sight, it must not make the page higher. */
  tin-announcer {
    position: fixed;
    inset-block-start: 0;
  }
  @media (max-width: 599.98px) {
    :host {
      grid-template: minmax(0, 1fr) var(--tabs) / minmax(0, 1fr);
      grid-template-areas: 'main' 'nav';
    }
    .scroll {
      padding-block: env(safe-area-inset-top) 104px;
    }
    tin-call-screen:not(.away),
    tin-incoming-call {
      position: fixed;
      inset: 0;
      inline-size: auto;
    }
    tin-incoming-call[aside] {
      inset: calc(8px + env(safe-area-inset-top)) 8px auto;
    }
    tin-toasts:not(.below-header) {
      inset-block-end: calc(var(--tabs) + 96px);
    }
  }
  @media (min-width: 900px) {
    .panes {
      flex-direction: row;
    }
    .list {
      flex: 0 0 400px;
      border-inline-end: 1px solid var(--hairline);
    }
    tin-call-screen:not(.away) {
      inset-inline-start: 400px;
    }
    tin-toasts,
    tin-toasts.below-header {
      inset-block: auto 24px;
      inset-inline: 88px auto;
      inline-size: 400px;
    }
    tin-toasts.over-call {
      color-scheme: inherit;
    }
  }
  /* On a phone that lies on its side a picture needs every pixel. */
  @media (max-height: 479.98px) and (max-width: 1023.98px) {
    tin-call-screen:not(.away) {
      position: fixed;
      inset: 0;
    }
    tin-toasts.over-call {
      inset-block: var(--below-header, calc(144px + env(safe-area-inset-top))) auto;
      inset-inline: 0;
      inline-size: auto;
      color-scheme: dark;
    }
  }
`;
