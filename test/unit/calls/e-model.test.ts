import { assert } from '@esm-bundle/chai';
import fc from 'fast-check';
import { opinionScore, rating } from '../../../web/calls/e-model.ts';

/** R and MOS worked out by hand from the formulas of ITU-T G.107 (06/2015). */
const points: readonly [delayMs: number, lost: number, r: number, score: number][] = [
  [0, 0, 93.2, 4.41],
  [20, 0, 93.2, 4.41],
  [100, 0, 93.2, 4.41],
  [150, 0, 93.0, 4.4],
  [300, 0, 78.4, 3.96],
  [400, 0, 69.1, 3.56],
  [20, 0.01, 89.6, 4.33],
  [20, 0.05, 77.4, 3.92],
  [20, 0.1, 66.1, 3.41],
  [300, 0.05, 62.7, 3.24],
];

const delay = fc.double({ min: 0, max: 3_000, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('E-model', () => {
  for (const [delayMs, lost, r, score] of points) {
    it(`rates ${delayMs} ms with ${lost * 100} % lost as R = ${r}, MOS ${score}`, () => {
      assert.closeTo(rating({ delayMs, lost }), r, 0.1);
      assert.closeTo(opinionScore({ delayMs, lost }), score, 0.02);
    });
  }

  it('never gets better by more delay or more loss, and stays between 1 and 4.5', () => {
    fc.assert(
      fc.property(delay, delay, share, share, (one, other, lost, more) => {
        const near = { delayMs: Math.min(one, other), lost: Math.min(lost, more) };
        const far = { delayMs: Math.max(one, other), lost: Math.max(lost, more) };
        assert.isAtLeast(rating(near), rating(far) - 1e-9);
        assert.isAtLeast(opinionScore(near), opinionScore(far) - 1e-9);
        for (const all of [near, far]) {
          assert.isAtLeast(opinionScore(all), 1);
          assert.isAtMost(opinionScore(all), 4.5);
        }
      }),
    );
  });
});
