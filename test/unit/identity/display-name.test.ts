import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import { cleanName, cutName } from '../../../web/identity/display-name.ts';

describe('display name', () => {
  const cases: [text: unknown, name: string | null][] = [
    ['Anna', 'Anna'],
    ['  Anna   Berg\n', 'Anna Berg'],
    ['Anna\u0000\u0007 Berg\u009f', 'Anna Berg'],
    ['Anna\t\u0000\tBerg', 'Anna Berg'],
    ['Anna\tBerg\u2028x', 'Anna Berg x'],
    ['\u202eannA\u202c \u2067x\u2069\u200f\u061c', 'annA x'],
    ['A\u030asa', 'Åsa'],
    ['👩\u200d🚀', '👩\u200d🚀'],
    ['\ud83d', null],
    ['\u200b\u2060\ufeff', null],
    ['\u200d\u200c', null],
    ['\u3164', null],
    ['   ', null],
    ['', null],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), null],
    ['😀'.repeat(60), '😀'.repeat(60)],
    [42, null],
    [null, null],
    [{ toString: () => 'Anna' }, null],
  ];
  for (const [text, name] of cases) {
    it(`of ${JSON.stringify(text)?.slice(0, 40)} is ${name === null ? 'none' : 'clean'}`, () => {
      assert.equal(cleanName(text), name);
    });
  }

  it('stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const name = cleanName(text);
        if (name === null) return;
        assert.equal(cleanName(name), name);
        assert.isAtMost([...name].length, 60);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is cut where nobody can be asked', () => {
    assert.equal(cutName(`${'x'.repeat(59)} yz`), 'x'.repeat(59));
    assert.equal(cutName(' Anna '), 'Anna');
    assert.isNull(cutName('\n'));
  });
});
