import type { TextPart } from '../lib/search-text.ts';

/** So much is shown before the first hit, and altogether, in UTF-16 units. */
const before = 24;
const altogether = 160;

/** As much of a text as two lines take, around the first thing found in it. */
export function snippetOf(parts: readonly TextPart[]): TextPart[] {
  const first = parts.findIndex(({ isHit }) => isHit);
  const snippet: TextPart[] = [];
  let room = altogether;
  parts.slice(Math.max(0, first - 1)).forEach(({ text, isHit }, i) => {
    const line = text.replace(/\s+/gu, ' ');
    const start = first > 0 && i === 0 ? shortened(line) : line;
    if (room <= 0) return;
    const cut = start.length > room ? `${whole(start.slice(0, room))}…` : start;
    room -= start.length;
    snippet.push({ text: cut, isHit });
  });
  return snippet;
}

/** The end of what is before the first hit, from a word on where there is one. */
function shortened(text: string): string {
  if (text.length <= before) return text;
  const end = whole(text.slice(-before));
  const blank = end.indexOf(' ');
  return `…${blank === -1 || blank === end.length - 1 ? end : end.slice(blank + 1)}`;
}

/** Without half a symbol at either end. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, '');
}
