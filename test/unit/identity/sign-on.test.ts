import { assert } from '@esm-bundle/chai';
import type { Identity } from '../../../web/identity/identity.ts';
import type { PeerId } from '../../../web/identity/peer-id.ts';
import { signOnToken } from '../../../web/identity/sign-on.ts';
import { toBase64Url } from '../../../web/lib/base64.ts';
import { rfcIdentity } from './rfc-identity.ts';

describe('the token to sign on', () => {
  let identity: Identity;
  before(async () => {
    identity = await rfcIdentity('alice');
  });

  it('is the published one', async () => {
    assert.equal(identity.id, '88q8vn5rnvbbkkt0asz1' as PeerId);
    assert.equal(
      await signOnToken(identity, 'Phone.example:9000', 1_800_000_000_000.5),
      'AddamAGCsQq31Uv-08lkBzoO4XLz2qYjJa8CGmj3B1EahSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmoAAAGj' +
        'GFxQAJm5on0C3f5s78o06c02u6VIc-6MgRVo_OLZB1V3HHCzy6KQBVQUBueijSz9yXKskSYlDq3NhP2qA0An2mL_vg8',
    );
  });

  it('is another one a millisecond later, elsewhere, and for something else', async () => {
    const tokens = await Promise.all([
      signOnToken(identity, 'a.example', 1),
      signOnToken(identity, 'a.example', 2),
      signOnToken(identity, 'b.example', 1),
      signOnToken(identity, 'a.example', 1, 'ice'),
    ]);
    assert.equal(new Set(tokens).size, 4);
    assert.isTrue(
      tokens.every((token) => token.length === toBase64Url(new Uint8Array(137)).length),
    );
  });
});
