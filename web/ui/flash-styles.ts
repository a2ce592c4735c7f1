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
      border-width: 16px;
      /* Words stay readable on it. */
      background: color-mix(in srgb, var(--accent-fill) 40%, transparent);
      animation: flash 1s ease-out infinite;
    }
  }
  @keyframes flash {
    from {
      opacity: 1;
    }
    60%,
    to {
      opacity: 0;
    }
  }
`;
