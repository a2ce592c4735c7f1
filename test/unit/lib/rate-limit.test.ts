import { assert } from '@esm-bundle/chai';
import { RateLimit } from '../../../web/lib/rate-limit.ts';

describe('a pace', () => {
  let now = 0;
  let pace: RateLimit<string>;
  /** How many of ten that happen at once are let through. */
  const admitted = (key = 'a') =>
    Array.from({ length: 10 }, () => pace.admits(key)).filter(Boolean);

  beforeEach(() => {
    now = 1_800_000_000_000;
    pace = new RateLimit(3, 2, { now: () => now, after: () => () => {} });
  });

  it('lets so much happen in a second, by key', () => {
    assert.lengthOf(admitted(), 3);
    now += 999;
    assert.lengthOf(admitted(), 0);
    assert.lengthOf(admitted('b'), 3);
    now++;
    assert.lengthOf(admitted(), 3);
  });

  it('begins anew where the clock is set back', () => {
    assert.lengthOf(admitted(), 3);
    now -= 3_600_000;
    assert.lengthOf(admitted(), 3);
  });
});
