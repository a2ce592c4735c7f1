import { html } from 'lit';
import { formatPeerId } from '../identity/peer-id.ts';
import type { Who } from './who.ts';

/** Somebody's name as a headline; an ID in its place reads from left to right in any language. */
export function shownName({ id, name }: Who) {
  return name === formatPeerId(id) ? html`<bdi dir="ltr">${name}</bdi>` : name;
}
