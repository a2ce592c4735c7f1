/** Long enough for people, and short enough for every file system; in bytes of UTF-8. */
const longest = 200;
/** More than that is not looked at, in UTF-16 units; its end says what kind of file it is. */
const looked = 10_000;
/** Names that Windows keeps for devices, with and without an ending. */
const reserved = /^(con|conin\$|conout\$|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?$/i;
/** What controls a terminal or the direction of a text (UAX #9), what separates folders, and what Windows forbids. */
const forbidden =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069/\\:*?"<>|]/gu;
/** Something that leaves ink; a name of joiners and fillers alone would be invisible. */
const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A name that is one in every file system and reads as it is: without folders, control characters and
 * marks that turn a text round; never empty. The ending stays, where there is one.
 */
export function cleanFileName(name: string): string {
  const last = name.slice(-looked).split(/[/\\]/).at(-1) ?? '';
  const tidy = trimmed(last.replace(forbidden, '').replace(/\s+/gu, ' '));
  const clean = cut(reserved.test(tidy) ? `_${tidy}` : tidy);
  // Only now: what could be seen of it may have been behind the cut.
  return visible.test(clean) ? clean : 'file';
}

function trimmed(name: string): string {
  return name.replace(/^[. ]+|[. ]+$/gu, '');
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
  return trimmed(kept.join('')) + ending;
}

function size(text: string): number {
  return new TextEncoder().encode(text).length;
}
