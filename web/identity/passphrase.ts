/** Fewest characters of a passphrase. */
const shortestPassphrase = 8;

/** How long guessing would take somebody who has the file. */
export type Strength = 'short' | 'weak' | 'fair' | 'strong';

/** Bits from which on guessing takes one graphics card years, and a hall full of them longer than anybody waits. */
const fairBits = 40;
const strongBits = 56;

/** The same whatever keyboard it was typed on (RFC 8265, section 4.2). */
export function normalPassphrase(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

/**
 * How good a passphrase is, rather too low than too high: it can't know whether somebody knows its words.
 * Letters in a row count as written language does, about 2 bits each; what is repeated or counts up, once.
 */
export function strengthOf(text: string): Strength {
  const passphrase = normalPassphrase(text);
  if ([...passphrase].length < shortestPassphrase) return 'short';
  const bits = bitsOf(passphrase);
  if (bits < fairBits) return 'weak';
  return bits < strongBits ? 'fair' : 'strong';
}

function bitsOf(passphrase: string): number {
  const parts = passphrase.match(/\p{Script=Han}|(?!\p{Script=Han})\p{L}+|\p{N}+|[^\p{L}\p{N}]/gu);
  // A word said twice says no more than once.
  const different = new Set((parts ?? []).map((part) => part.toLowerCase()));
  return [...different].reduce((sum, part) => sum + bitsOfPart(part), 0);
}

function bitsOfPart(part: string): number {
  if (/^\p{Script=Han}$/u.test(part)) return 5;
  const news = newsIn(part);
  if (/^\p{L}/u.test(part)) return news < 3 ? news * 5 : news * 2;
  if (/^\p{N}/u.test(part)) return news * 2.5;
  return part === ' ' ? 1 : 4;
}

/** How many characters do not follow from the one before: `aaaa` and `4567` have one. */
function newsIn(part: string): number {
  const codes = [...part].map((character) => character.codePointAt(0) ?? 0);
  return codes.filter((code, i) => {
    const step = code - (codes[i - 1] ?? Infinity);
    return Math.abs(step) > 1;
  }).length;
}
