import { css } from 'lit';

/** A QR code as readers want it: dark on light, whatever the theme. */
export const codeStyles = css`
  .code {
    display: block;
    inline-size: min(100%, 64dvh);
    margin-inline: auto;
    border-radius: var(--radius);
    background: #fff;
    color: #000;
    forced-color-adjust: none;
  }
`;
