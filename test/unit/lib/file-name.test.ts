import { assert } from '@esm-bundle/chai';
import fc from 'fast-check';
import { cleanFileName } from '../../../web/lib/file-name.ts';

const bytes = (name: string) => new TextEncoder().encode(name).length;

describe('a file name from outside', () => {
  for (const [given, kept] of [
    ['notes.txt', 'notes.txt'],
    ['Übersicht 2026 (Entwurf).pdf', 'Übersicht 2026 (Entwurf).pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\Windows\\win.ini', 'win.ini'],
    ['C:\\evil.exe', 'evil.exe'],
    ['C:evil.exe', 'Cevil.exe'],
    ['file.txt:stream', 'file.txtstream'],
    ['a\0b\n\x1b[31mc.txt', 'ab[31mc.txt'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['\u2066a\u2069\u200f\u061c.txt', 'a.txt'],
    ['<img src=x onerror="alert(1)">.png', 'img src=x onerror=alert(1).png'],
    ['invoice.pdf                    .exe', 'invoice.pdf .exe'],
    ['a\u00a0\u2028\t b.txt', 'a b.txt'],
    ['.bashrc', 'bashrc'],
    ['trailing. . .', 'trailing'],
    ['half \ud83d.txt', 'half .txt'],
    ['👩‍👩‍👧 🇫🇷.jpg', '👩‍👩‍👧 🇫🇷.jpg'],
    ['אבג.txt', 'אבג.txt'],
  ] as const) {
    it(`${JSON.stringify(given)} becomes ${JSON.stringify(kept)}`, () => {
      assert.equal(cleanFileName(given), kept);
    });
  }

  for (const name of [
    '',
    ' ',
    '.',
    '..',
    '...',
    '. . .',
    'a/',
    '\\',
    '\u200b',
    '\u200d',
    '\u202e',
  ]) {
    it(`of which nothing is left is “file”: ${JSON.stringify(name)}`, () => {
      assert.equal(cleanFileName(name), 'file');
    });
  }

  for (const name of ['con', 'NUL', 'Aux.txt', 'com1', 'LPT¹.log', 'nul.tar.gz', 'prn .txt']) {
    it(`is none that Windows keeps for a device: ${name}`, () => {
      assert.equal(cleanFileName(name), `_${name}`);
    });
  }

  for (const name of ['console.txt', 'com.txt', 'com10', 'nullable']) {
    it(`may begin like one: ${name}`, () => assert.equal(cleanFileName(name), name));
  }

  it('keeps its ending, however long it is', () => {
    for (const letter of ['x', 'ß', '漢', '😀']) {
      const name = cleanFileName(`${letter.repeat(10_000)}.tar.gz`);
      assert.match(name, new RegExp(`^${letter}+\\.gz$|^${letter}+\\.tar\\.gz$`, 'u'));
      assert.isAtMost(bytes(name), 200);
      assert.isAbove(bytes(name), 190);
    }
  });

  it('is cut between two characters, and not before a blank or a dot', () => {
    assert.equal(cleanFileName(`${'x'.repeat(199)}😀`), 'x'.repeat(199));
    assert.equal(cleanFileName(`${'x'.repeat(199)} y`), 'x'.repeat(199));
    assert.equal(cleanFileName(`${'x'.repeat(195)}. y.txt`), `${'x'.repeat(195)}.txt`);
  });

  it('is no name when all that could be seen of it was behind the cut', () => {
    const unassigned = '\u{33c7a}';
    assert.equal(cleanFileName(`${unassigned}${'.'.repeat(195)}${'😀'.repeat(17)}`), 'file');
  });

  it('is always safe, never empty, and stays as it is', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('con', '.', '..', '/', '\\', ' ', '\u202e', '\ud83d', '.txt', '\u200d'),
      fc.constantFrom('😀', '漢', 'x', '.').map((letter) => letter.repeat(90)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const name = cleanFileName(parts.join(''));
        assert.isNotEmpty(name);
        assert.isAtMost(bytes(name), 200);
        assert.notMatch(name, /\p{Cs}/u);
        assert.notMatch(name, /[/\\:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        assert.notMatch(name, /^[. ]|[. ]$/u);
        assert.notMatch(name, /^(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)/i);
        assert.equal(cleanFileName(name), name);
      }),
      { numRuns: 3_000 },
    );
  });
});
