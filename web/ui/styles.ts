import { css } from 'lit';

/** What all components share: box model, buttons, fields, rows; built on the tokens alone. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  h2 {
    font-size: var(--small);
    font-weight: 600;
    color: var(--faint);
  }
  .icon {
    inline-size: 1.375em;
    block-size: 1.375em;
    flex: none;
  }
  :host(:dir(rtl)) .turning {
    transform: scaleX(-1);
  }
  bdi {
    font-family: var(--mono);
  }
  /* A Latin name or an ID stands where the line begins, also in an Arabic page. */
  bdi,
  [dir='auto']:not(input) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  h1 bdi {
    font-size: 1.0625rem;
  }
  .faint {
    color: var(--faint);
    font-size: var(--small);
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--gap);
    min-block-size: var(--target);
    min-inline-size: var(--target);
    padding: 0 16px;
    border: 1px solid transparent;
    border-radius: var(--round);
    background: var(--sunken);
    font-weight: 550;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background var(--quick),
      filter var(--quick);
  }
  button:hover:not(:disabled) {
    filter: brightness(0.95);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button.plain {
    padding: 0;
    background: transparent;
    color: var(--accent);
  }
  button.plain:hover:not(:disabled) {
    background: var(--sunken);
    filter: none;
  }
  button.main {
    background: var(--accent-fill);
    color: var(--on-accent);
  }
  button.tile.main {
    background: var(--accent-wash);
    color: var(--accent);
  }
  button.tile {
    flex: 1 1 0;
    min-inline-size: min-content;
    flex-direction: column;
    gap: 2px;
    min-block-size: var(--call-target);
    padding: 6px 4px;
    border-radius: var(--radius);
    font-size: var(--small);
    line-height: 1.2;
  }
  .tile .icon {
    inline-size: 1.625em;
    block-size: 1.625em;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  input[type='text']:focus-visible,
  select:focus-visible {
    outline-offset: -1px;
  }
  input[type='text'],
  select {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 0 14px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .searched {
    position: relative;
  }
  .searched > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 14px;
    margin-block: auto;
    color: var(--faint);
    pointer-events: none;
  }
  .searched > input[type='text'] {
    padding-inline-start: calc(22px + 1.375em);
  }
  /* A whole ID needs the room. */
  @media (max-width: 379.98px) {
    .searched > .icon {
      display: none;
    }
    .searched > input[type='text'] {
      padding-inline-start: 14px;
      letter-spacing: -0.03em;
    }
  }
  input[aria-invalid='true'] {
    border-color: var(--bad);
    box-shadow: 0 0 0 1px var(--bad);
  }
  /* An empty field with dir=auto would write its hint from left to right in any language. */
  input:placeholder-shown {
    direction: inherit;
  }
  ::placeholder {
    color: var(--faint);
    opacity: 1;
  }
  .label {
    display: block;
    margin-block-end: 4px;
    font-size: var(--small);
    font-weight: 550;
  }
  .label + input ~ .faint {
    margin-block-start: 6px;
  }
  .problem {
    margin-block-start: 6px;
    color: var(--bad);
    font-size: var(--small);
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .clip {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-inline: 8px;
    border-block-end: 1px solid var(--hairline);
  }
  .row > a {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    min-block-size: 64px;
    padding: 6px 8px;
    border-radius: var(--radius);
    color: inherit;
    text-decoration: none;
  }
  .row > a:hover,
  .row > a[aria-current] {
    background: var(--sunken);
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--gap);
    padding: 48px 24px;
    text-align: center;
    text-wrap: balance;
  }
  .empty > .icon {
    inline-size: 40px;
    block-size: 40px;
    color: var(--accent);
  }
  .empty h2 {
    font-size: var(--large);
    color: inherit;
  }
`;
