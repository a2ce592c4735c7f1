import { assert } from '@esm-bundle/chai';
import fc from 'fast-check';
import { chunkSize, frameBytes, parseFrame } from '../../../web/files/frame.ts';
import { toBase64Url } from '../../../web/lib/base64.ts';
import { pieceSize } from '../../../web/links/pieces.ts';
import type { MessageId } from '../../../web/links/messages.ts';

const file = 'AAECAwQFBgcICQoLDA0ODw' as MessageId;
const place = { file, part: 'piece', piece: 3, offset: chunkSize } as const;

describe('a frame of bytes', () => {
  it('comes back as what it was', () => {
    const id = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => toBase64Url(bytes) as MessageId);
    const places = fc.record({
      file: id,
      part: fc.constantFrom('list' as const, 'piece' as const),
      piece: fc.nat({ max: 0xffff_ffff }),
      offset: fc.nat({ max: 0xffff_ffff }),
    });
    fc.assert(
      fc.property(places, fc.uint8Array({ minLength: 1, maxLength: 300 }), (where, bytes) => {
        const parsed = parseFrame(frameBytes(where, bytes).buffer);
        assert.deepEqual(
          { ...parsed, bytes: [...(parsed?.bytes ?? [])] },
          {
            ...where,
            bytes: [...bytes],
          },
        );
      }),
    );
  });

  it('holds what it is given, though that is a part of something larger', () => {
    const large = new Uint8Array([9, 8, 7, 6, 5]);
    const parsed = parseFrame(frameBytes(place, large.subarray(1, 3)).buffer);
    assert.deepEqual([...(parsed?.bytes ?? [])], [8, 7]);
  });

  it('is none where something is cut off, or nothing is in it', () => {
    const whole = frameBytes(place, new Uint8Array([1])).buffer;
    for (let length = 0; length < whole.byteLength; length++)
      assert.isNull(parseFrame(whole.slice(0, length)), String(length));
    assert.isNotNull(parseFrame(whole));
  });

  it('is none where it is longer than a piece', () => {
    assert.isNotNull(parseFrame(frameBytes(place, new Uint8Array(pieceSize)).buffer));
    assert.isNull(parseFrame(frameBytes(place, new Uint8Array(pieceSize + 1)).buffer));
  });

  it('is none where it is for no part that there is', () => {
    const bytes = frameBytes(place, new Uint8Array([1]));
    for (const part of [2, 3, 127, 255]) {
      bytes[0] = part;
      assert.isNull(parseFrame(bytes.buffer));
    }
  });

  it('is made of anything without an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const parsed = parseFrame(bytes.slice().buffer);
        assert.isTrue(parsed === null || /^[\w-]{22}$/.test(parsed.file));
      }),
    );
  });
});
