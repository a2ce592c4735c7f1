import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** The three steps as one sees them on an iPhone; what to tap is in the colour of the app. */
export const stepPictures: readonly TemplateResult[] = [
  // The bar of Safari, Share in its middle.
  draw(svg`
    <path d="M0 48H120" />
    <path d="M18 58l-6 6 6 6M38 58l6 6 -6 6" />
    <path d="M98 58v12h-8v-12zM92 58v-3h8v12h-3" />
    <path d="M22 16H98M22 26H80M22 36H90" opacity=".5" />
    <g class="strong" stroke="currentColor">
      <circle cx="67" cy="64" r="14" fill="none" opacity=".35" />
      <path d="M63 62h-2v10h12v-10h-2M67 67V55M63.500 58.500l3.500 -3.500 3.500 3.500" />
    </g>`),
  // A row of the sheet.
  draw(svg`
    <path d="M14 18H70M14 62H60" opacity=".5" />
    <rect x="98" y="12" width="11" height="11" rx="2.500" opacity=".5" />
    <rect x="98" y="57" width="11" height="11" rx="2.500" opacity=".5" />
    <g class="strong" stroke="currentColor">
      <rect x="6" y="29" width="108" height="22" rx="7" opacity=".35" />
      <path d="M14 40H84" />
      <rect x="97" y="34" width="12" height="12" rx="3" />
      <path d="M103 37v6M100 40h6" />
    </g>`),
  // The home screen, with the two cans among the other icons.
  draw(svg`
    <g opacity=".5">
      <rect x="16" y="12" width="22" height="22" rx="6" />
      <rect x="82" y="12" width="22" height="22" rx="6" />
      <rect x="16" y="46" width="22" height="22" rx="6" />
      <rect x="49" y="46" width="22" height="22" rx="6" />
    </g>
    <rect x="49" y="12" width="22" height="22" rx="6" opacity=".5" />
    <g class="strong" stroke="currentColor">
      <rect x="78" y="42" width="30" height="30" rx="8" fill="currentColor" />
    </g>
    <g stroke="var(--surface)" stroke-width="1.500">
      <path d="M84 50l1.500 9M90 49l1.500 9M84 50l6 -1M85.500 59l6 -1M102 50l-1.500 9M96 49l-1.500 9M102 50l-6 -1M100.500 59l-6 -1" />
      <path d="M88.500 59c0 9 9 9 9 0" />
    </g>`),
];

function draw(shapes: SVGTemplateResult): TemplateResult {
  return html`<svg
    class="picture"
    viewBox="0 0 120 80"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes}
  </svg>`;
}
