import { expect } from '@esm-bundle/chai';
import { Failure } from '../../../web/lib/failure.ts';
import { troubleHere, troubleOf } from '../../../web/platform/trouble-of.ts';

/** The page as it is outside secure contexts. */
function withoutCrypto(check: () => void): void {
  Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true });
  try {
    check();
  } finally {
    delete (crypto as { subtle?: unknown }).subtle;
  }
}

describe('what keeps the phone from opening', () => {
  it('is told by the error', () => {
    expect(troubleHere()).to.equal(null);
    expect(troubleOf(new Failure('storage'))).to.equal('storage');
    expect(troubleOf(new DOMException('Ed25519?', 'NotSupportedError'))).to.equal('old-browser');
    expect(troubleOf(new TypeError('a bug'))).to.equal('unknown');
  });

  it('is known before anything is tried where there is no WebCrypto', () => {
    // The test page is secure, so only the browser can be to blame.
    withoutCrypto(() => expect(troubleHere()).to.equal('old-browser'));
  });
});
