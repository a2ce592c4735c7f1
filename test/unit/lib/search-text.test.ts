import { assert } from '@esm-bundle/chai';
import { holdsAll, partsOf, soughtIn, wordsOf } from '../../../web/lib/search-text.ts';

const hits = (text: string, looked: string) =>
  partsOf(text, soughtIn(looked))
    .map(({ text: part, isHit }) => (isHit ? `[${part}]` : part))
    .join('');

describe('what is looked for in a text', () => {
  for (const [text, looked, found] of [
    ['Tea at four?', 'TEA', '[Tea] at four?'],
    ['Ein Café in der Straße', 'cafe strasse', 'Ein [Café] in der [Straße]'],
    ['Ein Cafe\u0301', 'café', 'Ein [Cafe\u0301]'],
    ['İstanbul', 'istanbul', '[İstanbul]'],
    ['今天晚上几点？', '晚上', '今天[晚上]几点？'],
    ['한국어', '국', '한[국]어'],
    ['I bring 🎉 and 👩‍👩‍👧', '🎉', 'I bring [🎉] and 👩‍👩‍👧'],
    ['banana', 'an ana', 'b[ana]na'],
    ['at four? or at five?', '?', 'at four[?] or at five[?]'],
    ['at four? or at five?', 'four?', 'at [four]? or at five?'],
    ['a <b>bold</b> word', 'bold', 'a <b>[bold]</b> word'],
  ] as const) {
    it(`is found: ${looked} in ${text}`, () => {
      assert.isTrue(holdsAll(text, wordsOf(looked)));
      assert.equal(hits(text, looked), found);
      assert.equal(
        partsOf(text, soughtIn(looked))
          .map((part) => part.text)
          .join(''),
        text,
      );
    });
  }

  it('is all of its words, in any order', () => {
    assert.isTrue(holdsAll('Tea at four', wordsOf('four tea')));
    assert.isFalse(holdsAll('Tea at four', wordsOf('tea five')));
    assert.deepEqual(wordsOf(' ?! '), []);
  });
});
