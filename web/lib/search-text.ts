/** The words of a text, ready to be compared: case, accents and punctuation don't matter. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[\s\p{P}]+/u)
    .filter((word) => word !== '');
}

/** What is looked for: the words of a text, or what else is in it where it has none. */
export function soughtIn(text: string): string[] {
  const words = wordsOf(text);
  if (words.length > 0) return words;
  return foldText(text)
    .split(/\s+/u)
    .filter((marks) => marks !== '');
}

/** Whether each of these words, folded as by `wordsOf`, is somewhere in the text. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  const folded = foldText(text);
  return words.every((word) => folded.includes(word));
}

/** A part of a text, and whether it is one that was looked for. */
export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** The text in parts, those that are one of the words by themselves. */
export function partsOf(text: string, words: readonly string[]): TextPart[] {
  const { folded, from } = foldedWithPlaces(text);
  const parts: TextPart[] = [];
  let done = 0;
  for (let place = 0; place < folded.length;) {
    const word = longest(words.filter((one) => folded.startsWith(one, place)));
    if (word === '') {
      place++;
      continue;
    }
    const [start = 0, end = text.length] = [from[place], from[place + word.length]];
    if (start > done) parts.push({ text: text.slice(done, start), isHit: false });
    if (end > done) parts.push({ text: text.slice(Math.max(start, done), end), isHit: true });
    done = Math.max(done, end);
    place += word.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), isHit: false });
  return parts;
}

/** Upper case folds more than lower case does: ß is SS, and both Turkish i are I. */
function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

/** The folded text, and for each of its units where in the text it comes from; accents go with their letter. */
function foldedWithPlaces(text: string): { readonly folded: string; readonly from: number[] } {
  let folded = '';
  const from: number[] = [];
  let place = 0;
  for (const symbol of text) {
    const some = foldText(symbol);
    for (let i = 0; i < some.length; i++) from.push(place);
    folded += some;
    place += symbol.length;
  }
  return { folded, from };
}

function longest(words: readonly string[]): string {
  return words.reduce((most, word) => (word.length > most.length ? word : most), '');
}
