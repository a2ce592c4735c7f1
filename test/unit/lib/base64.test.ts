import { assert } from '@esm-bundle/chai';
import fc from 'fast-check';
import { fromBase64Url, randomId, toBase64Url } from '../../../web/lib/base64.ts';

describe('base64url', () => {
  it('comes back as what it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = toBase64Url(bytes);
        assert.match(text, /^[\w-]*$/);
        assert.deepEqual([...(fromBase64Url(text) ?? [])], [...bytes]);
      }),
    );
  });

  it('is nothing else', () => {
    for (const text of ['a', 'ab=', 'a+b/', 'ab cd', 'ü234', 'abcde']) {
      assert.isNull(fromBase64Url(text), text);
    }
  });

  it('makes IDs of 22 characters, each another', () => {
    assert.match(randomId(), /^[\w-]{22}$/);
    assert.notEqual(randomId(), randomId());
  });
});
