const emoji = /^\p{Extended_Pictographic}|^\p{Regional_Indicator}{2}/u;

/** One emoji and nothing else, however many code points it has (UTS #51, Unicode Emoji). */
export function isEmoji(text: string): boolean {
  return emoji.test(text) && symbolsOf(text).length === 1;
}

/** What a reader takes for one symbol each (UAX #29, grapheme clusters). */
export function symbolsOf(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}
