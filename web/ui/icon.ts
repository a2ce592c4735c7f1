import { html, type TemplateResult } from 'lit';
import { unsafeSVG } from 'lit/directives/unsafe-svg.js';
import { arrowLeft, incoming, outgoing } from './icons.ts';

/** An icon of lucide: its shapes as data. */
export type IconShapes = readonly (readonly [
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
])[];

/** Those that point along the line of writing turn with it. */
const turning: ReadonlySet<IconShapes> = new Set([arrowLeft, incoming, outgoing]);

const drawn = new WeakMap<IconShapes, string>();

/** Draws a lucide icon as large as the text beside it; decoration only, never the sole label. */
export function icon(shapes: IconShapes): TemplateResult {
  return html`<svg
    class=${turning.has(shapes) ? 'icon turning' : 'icon'}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${unsafeSVG(markup(shapes))}
  </svg>`;
}

function markup(shapes: IconShapes): string {
  const known = drawn.get(shapes);
  if (known !== undefined) return known;
  const text = shapes
    .map(([tag, attributes]) => {
      const pairs = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
      return `<${tag} ${pairs.join(' ')}/>`;
    })
    .join('');
  drawn.set(shapes, text);
  return text;
}
