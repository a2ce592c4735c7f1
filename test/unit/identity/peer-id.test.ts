import { assert } from '@esm-bundle/chai';
import * as fc from 'fast-check';
import {
  formatPeerId,
  isPeerId,
  parsePeerId,
  peerIdOf,
  type PeerId,
} from '../../../web/identity/peer-id.ts';

/** The vectors of docs/protocol.md, “Identity and peer ID”. */
const vectors = [
  {
    keys: '00'.repeat(64),
    wire: 'ypjztgphd8g309wrxxqz',
    written: 'YPJZ-TGPH-D8G3-09WR-XXQZ',
  },
  {
    keys:
      '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f' +
      '202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f',
    wire: 'zqnbkb7ke41p5f96b36k',
    written: 'ZQNB-KB7K-E41P-5F96-B36K',
  },
  {
    keys: 'ff'.repeat(64),
    wire: 'gskye6199tf0vwek0r0g',
    written: 'GSKY-E619-9TF0-VWEK-0R0G',
  },
  {
    keys:
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a' +
      '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    wire: '88q8vn5rnvbbkkt0asz1',
    written: '88Q8-VN5R-NVBB-KKT0-ASZ1',
  },
];

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const someId = fc
  .array(fc.nat(31), { minLength: 19, maxLength: 19 })
  .map((values) => values.map((value) => alphabet.charAt(value)).join(''))
  .map((data) => [...alphabet].map((check) => data + check).filter(isPeerId))
  .filter((ids) => ids.length > 0)
  .map((ids) => ids[0] as PeerId);

/** Ways one symbol of the wire may be written. */
function spellings(symbol: string): string[] {
  const both = [symbol, symbol.toUpperCase()];
  if (symbol === '0') return [...both, 'o', 'O'];
  if (symbol === '1') return [...both, 'i', 'I', 'l', 'L'];
  return both;
}

const separator = fc.constantFrom(
  '',
  '',
  ' ',
  '-',
  '–',
  '—',
  '‑',
  '−',
  '\n',
  '\u00a0',
  '\u200b',
  '\u00ad',
  '\u2068',
);

function idOf(text: string): PeerId {
  const parsed = parsePeerId(text);
  if (parsed.kind === 'wrong') throw new Error(`${text}: ${parsed.problem}`);
  return parsed.id;
}

function problemOf(text: string): string | null {
  const parsed = parsePeerId(text);
  return parsed.kind === 'wrong' ? parsed.problem : null;
}

describe('peer ID', () => {
  for (const { keys, wire, written } of vectors) {
    it(`of the vector ${written}`, async () => {
      const bytes = Uint8Array.from(keys.match(/../g) ?? [], (pair) => parseInt(pair, 16));
      const id = await peerIdOf(bytes);
      assert.equal(id, wire);
      assert.equal(formatPeerId(id), written);
      assert.isTrue(isPeerId(wire));
      assert.equal(idOf(written), wire);
    });
  }

  it('is made of 64 bytes and nothing else', async () => {
    const refused = await peerIdOf(new Uint8Array(32)).catch((error: unknown) => error);
    assert.instanceOf(refused, RangeError);
  });

  it('has one check symbol for any data', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(31), { minLength: 19, maxLength: 19 }), (values) => {
        const data = values.map((value) => alphabet.charAt(value)).join('');
        assert.lengthOf(
          [...alphabet].filter((check) => isPeerId(data + check)),
          1,
        );
      }),
    );
  });

  it('is read back in every spelling people use', () => {
    const written = someId.chain((id) =>
      fc
        .tuple(
          ...[...id].map((symbol) => fc.tuple(fc.constantFrom(...spellings(symbol)), separator)),
        )
        .map((pairs) => ({ id, text: pairs.flat().join('') })),
    );
    fc.assert(
      fc.property(written, ({ id, text }) => {
        assert.equal(idOf(text), id);
        assert.equal(idOf(` ${formatPeerId(id)}\n`), id);
      }),
      { numRuns: 300 },
    );
  });

  it('tells a changed symbol, wherever it is', () => {
    const changed = fc.tuple(someId, fc.nat(19), fc.nat(31)).map(([id, at, value]) => ({
      id,
      text: id.slice(0, at) + alphabet.charAt(value) + id.slice(at + 1),
    }));
    fc.assert(
      fc.property(changed, ({ id, text }) => {
        fc.pre(text !== id);
        assert.equal(problemOf(text), 'check');
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells swapped neighbours, except 0 and Z', () => {
    const swapped = fc.tuple(someId, fc.nat(18)).map(([id, at]) => {
      const pair = id.slice(at, at + 2);
      return {
        id,
        pair,
        text: id.slice(0, at) + pair.charAt(1) + pair.charAt(0) + id.slice(at + 2),
      };
    });
    fc.assert(
      fc.property(swapped, ({ id, pair, text }) => {
        fc.pre(text !== id);
        assert.equal(problemOf(text), pair === '0z' || pair === 'z0' ? null : 'check');
      }),
      { numRuns: 2_000 },
    );
  });

  it('misses exactly the swap of 0 and Z among all pairs', () => {
    const missed: string[] = [];
    for (const a of alphabet) {
      for (const b of alphabet) {
        const rest = '5'.repeat(17);
        const id = [...alphabet].map((check) => rest + a + b + check).find(isPeerId);
        if (id === undefined || a === b) continue;
        if (isPeerId(rest + b + a + id.slice(-1))) missed.push(a + b);
      }
    }
    assert.deepEqual(missed, ['0z', 'z0']);
  });

  it('says what is wrong, the simplest first', () => {
    assert.equal(problemOf(''), 'empty');
    assert.equal(problemOf(' –\u200b-\n'), 'empty');
    assert.equal(problemOf('7K2M'), 'length');
    assert.equal(problemOf('88q8vn5rnvbbkkt0asz11'), 'length');
    assert.equal(problemOf('u8q8vn5rnvbbkkt0asz'), 'length');
    assert.equal(problemOf('u8q8vn5rnvbbkkt0asz1'), 'symbol');
    assert.equal(problemOf('88q8vn5rnvbb\u212a\u212at0asz1'), 'symbol');
    assert.equal(problemOf('😀8q8vn5rnvbbkkt0asz1'), 'symbol');
    assert.equal(problemOf('88q8vn5rnvbbkkt0asz2'), 'check');
  });

  it('on the wire has one form only', () => {
    for (const other of [
      '88Q8VN5RNVBBKKT0ASZ1',
      '88q8-vn5r-nvbb-kkt0-asz1',
      '88q8vn5rnvbbkktoasz1',
      '88q8vn5rnvbbkkt0aszl',
      '88q8vn5rnvbbkkt0asz2',
      ' 88q8vn5rnvbbkkt0asz1',
      '',
      null,
      88,
      ['88q8vn5rnvbbkkt0asz1'],
    ]) {
      assert.isFalse(isPeerId(other), String(other));
    }
  });

  it('is never thrown over by a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const parsed = parsePeerId(text);
        if (parsed.kind === 'ok') assert.isTrue(isPeerId(parsed.id));
      }),
      { numRuns: 1_000 },
    );
    assert.equal(problemOf('\ud800'.repeat(20)), 'symbol');
  });
});
