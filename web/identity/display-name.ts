/** Characters that reorder what stands around them: a name must not be able to rewrite a sentence. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Control characters, halves of surrogate pairs, and blanks without width. */
const unseen = /[\p{Cc}\p{Cs}\u200b\u2060-\u2064\ufeff]/gu;

/** Something that leaves ink; a name of joiners and fillers alone would be invisible. */
const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

const longest = 60;

/** A name fit to be shown: trimmed, NFC, one line, 1–60 characters; null for anything else. */
export function cleanName(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const name = tidy(text);
  return [...name].length <= longest && visible.test(name) ? name : null;
}

/** The same for text nobody can be asked to shorten: cut to 60 characters. */
export function cutName(text: string): string | null {
  return cleanName([...tidy(text)].slice(0, longest).join(''));
}

function tidy(text: string): string {
  const inked = text.replace(/\s/gu, ' ').replace(bidi, '').replace(unseen, '');
  // Only now: what was taken out may have stood between two blanks.
  return inked.replace(/ +/g, ' ').normalize('NFC').trim();
}
