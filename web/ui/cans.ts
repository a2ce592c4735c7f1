import { html, svg, type SVGTemplateResult } from 'lit';

const can = svg`<path d="M4 6v22c0 3 5 5 11 5s11-2 11-5V6" /><ellipse cx="15" cy="6" rx="11" ry="4" /><path d="M4 14c0 3 5 5 11 5s11-2 11-5" />`;

/** The picture of the product: two cans and a string. */
export const cans = draw(svg`<path d="M34 44C58 58 102 58 126 44" />`);

/** The same with the string torn: nobody can be called. */
export const cutCans = draw(
  svg`<path d="M34 44C46 51 56 54 64 54" /><path d="M126 44C114 51 104 54 96 54" />`,
);

function draw(string: SVGTemplateResult) {
  return html`<svg
    class="cans"
    viewBox="0 0 160 60"
    fill="none"
    stroke="currentColor"
    stroke-width="2.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <g transform="rotate(-8 20 30) translate(4 12)">${can}</g>
    <g transform="rotate(8 140 30) translate(126 12)">${can}</g>
    ${string}
  </svg>`;
}
