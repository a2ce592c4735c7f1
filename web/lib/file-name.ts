/** Long enough for people, and short enough for every file system; in bytes of UTF-8. */
const longest = 200;
/** Names that Windows keeps for devices, with and without an ending. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
/** What controls a terminal or the direction of a text (UAX #9), what separates folders, and what Windows forbids. */
const forbidden = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/gu;

/**
 * A name that is one in every file system and reads as it is: without folders, control characters and
 * marks that turn a text round; never empty. The ending stays, where there is one.
 */
export function cleanFileName(name: string): string {
  const last = name.slice(0, 10_000).split(/[/\\]/).at(-1) ?? '';
  const tidy = last
    .replace(forbidden, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '');
  if (tidy === '') return 'file';
  return cut(reserved.test(tidy) ? `_${tidy}` : tidy);
}

function cut(name: string): string {
  if (size(name) <= longest) return name;
  const ending = /\.[^. ]{1,16}$/u.exec(name)?.[0] ?? '';
  const stem = [...name.slice(0, name.length - ending.length)];
  let room = longest - size(ending);
  const kept = stem.slice(
    0,
    stem.findIndex((character) => (room -= size(character)) < 0),
  );
  return kept.join('') + ending;
}

function size(text: string): number {
  return new TextEncoder().encode(text).length;
}
