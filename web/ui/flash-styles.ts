import { css } from 'lit';

/** Once a second: three flashes within a second are a danger to some (WCAG 2.3.1). */
export const flashStyles = css`
  .flash {
    position: relative;
    isolation: isolate;
  }
  .flash::before {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    border: 8px solid var(--accent);
    border-radius: inherit;
    pointer-events: none;
  }
  @media (prefers-reduced-motion: no-preference) {
    .flash::before {
      border: 0;
      background: var(--accent-fill);
      animation: flash 1s ease-out infinite;
    }
  }
  @keyframes flash {
    from {
      opacity: 0.7;
    }
    60%,
    to {
      opacity: 0;
    }
  }
`;
