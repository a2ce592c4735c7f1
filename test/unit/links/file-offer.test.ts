import { assert } from '@esm-bundle/chai';
import * as v from 'valibot';
import {
  cleanMedia,
  fileOfferSchema,
  largestFile,
  longestVoice,
} from '../../../web/links/file-offer.ts';
import {
  mostPieces,
  pieceLength,
  pieceSize,
  pieceCount,
  spokenPieceSize,
} from '../../../web/links/pieces.ts';
import { parseLinkData, toldSchema } from '../../../web/links/messages.ts';

const id = 'f'.repeat(22);
const root = 'r'.repeat(43);
const cut = { size: 12, piece: pieceSize } as const;
const honest = { name: 'notes.txt', ...cut, media: 'text/plain', root, voice: null };
const parse = (offer: unknown) => {
  const parsed = v.safeParse(fileOfferSchema, offer);
  return parsed.success ? parsed.output : null;
};

describe('an offer of a file', () => {
  it('is taken as it is', () => {
    assert.deepEqual(parse(honest), honest);
    const voice = { ms: 4_200, peaks: '0123456789abcdef' };
    assert.deepEqual(parse({ ...honest, voice }), { ...honest, voice });
  });

  it('need not say that it is no voice, nor how it is cut', () => {
    assert.deepEqual(parse({ name: 'a', size: 0, media: '', root }), {
      ...{ name: 'a', size: 0, piece: pieceSize, media: '', root, voice: null },
    });
  });

  for (const size of [-1, NaN, Infinity, 1.5, 1e300, largestFile + 1, '12', null, undefined]) {
    it(`of ${String(size)} bytes is none`, () => assert.isNull(parse({ ...honest, size })));
  }

  it('may be as large as the largest', () => {
    assert.equal(parse({ ...honest, size: largestFile })?.size, largestFile);
  });

  for (const piece of [0, 1, -1, 16_383, 65_536, 2 ** 40, NaN, '16384', null]) {
    it(`in pieces of ${String(piece)} bytes is none`, () =>
      assert.isNull(parse({ ...honest, piece })));
  }

  it('in short pieces has no more of them', () => {
    const short = { ...honest, piece: spokenPieceSize };
    const most = mostPieces * spokenPieceSize;
    assert.equal(parse({ ...short, size: most })?.piece, spokenPieceSize);
    assert.isNull(parse({ ...short, size: most + 1 }));
  });

  for (const wrong of ['', 'r'.repeat(42), 'r'.repeat(44), `${'r'.repeat(42)}=`, 7, null]) {
    it(`with the root ${String(wrong)} is none`, () =>
      assert.isNull(parse({ ...honest, root: wrong })));
  }

  for (const voice of [
    { ms: -1, peaks: '' },
    { ms: longestVoice + 10_001, peaks: '' },
    { ms: NaN, peaks: '' },
    { ms: 1, peaks: 'g' },
    { ms: 1, peaks: 'A' },
    { ms: 1, peaks: 'f'.repeat(97) },
    { ms: 1 },
    'loud',
  ]) {
    it(`with the voice ${JSON.stringify(voice)} is none`, () =>
      assert.isNull(parse({ ...honest, voice })));
  }

  it('has a name that is made fit', () => {
    assert.equal(parse({ ...honest, name: '../../\u202egnp.exe' })?.name, 'gnp.exe');
    assert.equal(parse({ ...honest, name: '' })?.name, 'file');
    assert.isNull(parse({ ...honest, name: 7 }));
  });

  for (const [claimed, kept] of [
    ['text/plain', 'text/plain'],
    ['Image/PNG', 'image/png'],
    ['text/html; charset=utf-8', 'text/html'],
    ['image/svg+xml', 'image/svg+xml'],
    ['', ''],
    ['image', ''],
    ['image/', ''],
    ['image/png/x', ''],
    ['image/png\n<script>', ''],
    ['"><script>/x', ''],
    ['__proto__', ''],
    [`${'a'.repeat(61)}/b`, ''],
  ] as const) {
    it(`that claims to be ${JSON.stringify(claimed)} is ${JSON.stringify(kept)}`, () => {
      assert.equal(cleanMedia(claimed), kept);
      assert.equal(parse({ ...honest, media: claimed })?.media, kept);
    });
  }

  it('comes in pieces, the last of which is shorter', () => {
    for (const piece of [pieceSize, spokenPieceSize] as const) {
      for (const [size, pieces, last] of [
        [1, 1, 1],
        [piece, 1, piece],
        [piece + 1, 2, 1],
        [mostPieces * piece, mostPieces, piece],
      ] as const) {
        assert.equal(pieceCount({ size, piece }), pieces);
        assert.equal(pieceLength({ size, piece }, pieces - 1), last);
      }
      assert.equal(pieceCount({ size: 0, piece }), 0);
    }
  });
});

describe('what is told of files', () => {
  const told = (value: unknown) => v.safeParse(toldSchema, value).success;

  it('is an offer, and what became of it', () => {
    assert.isTrue(told({ kind: 'file', id, file: honest }));
    for (const how of ['received', 'declined', 'cancelled'])
      assert.isTrue(told({ kind: 'settle', of: id, how }));
  });

  it('is nothing else', () => {
    assert.isFalse(told({ kind: 'file', id, file: { ...honest, size: -1 } }));
    assert.isFalse(told({ kind: 'file', id: 'short', file: honest }));
    assert.isFalse(told({ kind: 'settle', of: id, how: 'stolen' }));
    assert.isFalse(told({ kind: 'settle', of: 'short', how: 'received' }));
  });

  it('and is wrong is passed over, so that what follows comes', () => {
    const file = { ...honest, size: 1e300 };
    const tell = { type: 'tell', stream: id, n: 1, first: 1, told: { kind: 'file', id, file } };
    const parsed = parseLinkData(JSON.stringify(tell));
    assert.deepEqual(parsed?.type === 'tell' && parsed.told, { kind: 'unknown' });
  });
});

describe('what is said while a file travels', () => {
  const fetch = { type: 'fetch', file: id, list: false, from: null, to: 8, have: 0 };
  const parses = (message: unknown) => parseLinkData(JSON.stringify(message));

  for (const message of [
    fetch,
    { ...fetch, list: true, from: 0 },
    { type: 'pause', file: id, paused: true },
    { type: 'came', file: id, piece: 3, offset: 4_096 },
    { type: 'lack', file: id },
  ]) {
    it(`is taken: ${JSON.stringify(message)}`, () =>
      assert.deepEqual(parses(message), message as never));
  }

  for (const message of [
    { ...fetch, file: 'short' },
    { ...fetch, file: null },
    { ...fetch, list: 1 },
    { ...fetch, from: -1 },
    { ...fetch, from: 0.5 },
    { ...fetch, to: -1 },
    { ...fetch, to: 1e300 },
    { ...fetch, have: '0' },
    { type: 'fetch', file: id },
    { type: 'pause', file: id },
    { type: 'pause', file: id, paused: 'yes' },
    { type: 'came', file: id, piece: -1, offset: 0 },
    { type: 'lack' },
    { type: 'lack', file: `${id}x` },
  ]) {
    it(`is not: ${JSON.stringify(message)}`, () => assert.isNull(parses(message)));
  }
});
